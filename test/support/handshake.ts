import { request } from 'node:http';
import { http } from './http-client.ts';

export interface Handshake {
  host: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/** The bare handshake of a connection, before any protocol of ours: its HTTP status and body. */
export const handshake = (
  port: number,
  transport: 'websocket' | 'polling',
  { host, query = {}, headers = {} }: Handshake,
): Promise<{ status: number; text: string }> => {
  const path = `/socket.io/?${new URLSearchParams({ EIO: '4', transport, ...query })}`;
  if (transport === 'polling') return http(port, { host, path, headers });
  return new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      host: '127.0.0.1',
      path,
      headers: {
        Host: `${host}:${port}`,
        Connection: 'Upgrade',
        Upgrade: 'websocket',
        'Sec-WebSocket-Version': '13',
        'Sec-WebSocket-Key': Buffer.alloc(16, 7).toString('base64'),
        ...headers,
      },
    });
    outgoing.on('upgrade', (_response, socket) => {
      socket.destroy();
      resolve({ status: 101, text: '' });
    });
    outgoing.on('response', (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
};
