import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

export interface HttpAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // Bodies of any shape: tests say what they expect.
  // oxlint-disable-next-line typescript/no-explicit-any
  json: any;
}

export interface HttpCall {
  method?: string;
  path: string;
  /** The Host header; Node resolves no *.localhost. */
  host: string;
  headers?: Record<string, string>;
  /** Sent as JSON, or as it is where it is text. */
  body?: unknown;
}

/** One HTTP call to a server on loopback, by any host name. */
export const http = (port: number, call: HttpCall): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const body =
      call.body === undefined
        ? undefined
        : typeof call.body === 'string'
          ? call.body
          : JSON.stringify(call.body);
    const outgoing = request(
      {
        port,
        host: '127.0.0.1',
        // A connection of its own: a kept one may be closed by the server just as it is used again.
        agent: false,
        method: call.method ?? (body === undefined ? 'GET' : 'POST'),
        path: call.path,
        headers: {
          Host: `${call.host}:${port}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...call.headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          const isJson = String(response.headers['content-type']).includes('json');
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: isJson ? JSON.parse(text) : undefined,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
