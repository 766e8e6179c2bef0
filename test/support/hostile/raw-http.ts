import { connect } from 'node:net';

/** Nobody waits longer for a server that says nothing, in milliseconds. */
const PATIENCE = 5000;

/** Writes bytes to the port and answers everything that came back until the server closed the connection. */
export const rawHttp = (port: number, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve, reject) => {
    const tcp = connect(port, '127.0.0.1');
    const received: Buffer[] = [];
    tcp.setTimeout(PATIENCE, () => {
      tcp.destroy();
      reject(new Error(`the server kept the connection: ${String(bytes).slice(0, 200)}`));
    });
    tcp.on('data', (chunk: Buffer) => received.push(chunk));
    // Cut while we still write: what was answered before counts.
    tcp.on('error', () => undefined);
    tcp.on('close', () => resolve(Buffer.concat(received).toString('latin1')));
    tcp.on('connect', () => tcp.write(bytes));
  });

/** The status of each answer on a connection. */
export const statusesIn = (received: string): number[] =>
  [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** Connections that begin a request and never end it; `end` lets them go. */
export const unending = async (port: number, heads: readonly string[]): Promise<{ end: () => void }> => {
  const sockets = heads.map((head) => {
    const tcp = connect(port, '127.0.0.1');
    tcp.on('error', () => undefined);
    return new Promise<typeof tcp>((resolve) =>
      tcp.once('connect', () => tcp.write(head, () => resolve(tcp))),
    );
  });
  const open = await Promise.all(sockets);
  return { end: () => open.forEach((tcp) => tcp.destroy()) };
};
