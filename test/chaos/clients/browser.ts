import http, { type ClientRequest, type RequestOptions } from 'node:http';

/** What a browser says by itself: on which host its page is, from which origin, and with which cookie. */
export interface Page {
  host: string;
  origin: string;
  cookie?: string;
}

/** By the port a call goes to: every person has a line of their own. */
const pages = new Map<number, Page>();

export const onPage = (port: number, page: Page): void => void pages.set(port, page);

// The product's own client runs here as it is. It gives no such headers, because browsers do; Node's client, which
// its socket library uses here, is told by whom it is used.
const { request } = http;
http.request = function (...given: Parameters<typeof request>): ClientRequest {
  const [options] = given as unknown as [RequestOptions | string | URL];
  if (typeof options === 'string' || options instanceof URL) return request(...given);
  const page = pages.get(Number(options.port));
  if (!page) return request(...given);
  const { host, origin, cookie } = page;
  const headers = {
    ...(options.headers as object),
    Host: host,
    Origin: origin,
    ...(cookie && { Cookie: cookie }),
  };
  return request({ ...options, headers }, ...(given.slice(1) as []));
} as typeof request;
