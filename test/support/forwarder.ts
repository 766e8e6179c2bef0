import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** By this header a caller says which host it means, where a proxy in between puts its own into `Host`. */
export const MEANT_HOST = 'x-forwarded-host';

/** Passes calls on to a server on loopback under the host they mean; answers its address. */
export const startForwarder = async (port: number): Promise<{ url: string; close(): Promise<void> }> => {
  const server: Server = createServer((incoming, outgoing) => {
    const { [MEANT_HOST]: meant, ...headers } = incoming.headers;
    const onward = request({
      port,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, host: String(meant) },
    });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', (error) => outgoing.destroy(error));
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
