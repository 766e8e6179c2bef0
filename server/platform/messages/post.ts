import { lookup } from 'node:dns/promises';
import { isIP, isIPv6, type BlockList } from 'node:net';
import { PermanentError } from '../jobs/permanent-error.ts';
import { isPublic } from './networks.ts';

/** From asking for the address to the last byte of the answer, in milliseconds: whoever is slower is tried again. */
const TIMEOUT = 10_000;
/** Of an answer, in bytes: it is only looked at for what went wrong. */
const ANSWER_MAX = 64_000;

export interface Posting {
  url: string;
  headers: Record<string, string>;
  body: string | Buffer;
  signal: AbortSignal;
}
export interface PostAnswer {
  status: number;
  body: string;
}
/** Sends a request outside; throws where none could be made or no answer came in time. */
export type Post = (posting: Posting) => Promise<PostAnswer>;

/**
 * Outgoing requests to addresses that users of the product name (contract S12): by https, the name resolved once and
 * the connection made to that very address, never inside the operator's own network, no redirect followed, limited in
 * time and size.
 *
 * @param own Networks of the operator's that may be reached all the same, also by plain http; null: anything may,
 *   because the operator alone says where to.
 */
export const createPost =
  (own: BlockList | null): Post =>
  async ({ url, headers, body, signal }) => {
    const { protocol, hostname, host, port, pathname, search, username } = new URL(url);
    const name = hostname.replace(/^\[|\]$/g, '');
    const isOwn = (address: string) => own?.check(address, isIPv6(address) ? 'ipv6' : 'ipv4') ?? true;
    const stop = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]);
    const found = isIP(name) ? [{ address: name }] : await lookup(name, { all: true });
    const address = found.map((one) => one.address).find((one) => isOwn(one) || isPublic(one));
    if (address === undefined)
      throw new PermanentError(`${name} is an address inside a private network, which is not allowed.`);
    if (username !== '' || (protocol !== 'https:' && !(protocol === 'http:' && isOwn(address))))
      throw new PermanentError('Only https addresses without a user name can be reached.');
    // Loaded with the first request: most servers make none.
    const { request } = process.getBuiltinModule(protocol === 'https:' ? 'node:https' : 'node:http');
    const { promise, resolve, reject } = Promise.withResolvers<PostAnswer>();
    const call = request({
      method: 'POST',
      host: address,
      // The certificate is the name's, whatever the address.
      ...(isIP(name) === 0 && { servername: name }),
      port,
      path: `${pathname}${search}`,
      headers: { 'User-Agent': 'support-portal', ...headers, Host: host },
      agent: false,
      signal: stop,
    });
    call.on('error', (cause) => reject(stop.aborted ? new Error('No answer in time.', { cause }) : cause));
    call.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const end = () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8') });
      response.on('error', reject);
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > ANSWER_MAX) {
          end();
          call.destroy();
        } else parts.push(part);
      });
      response.on('end', end);
    });
    call.end(body);
    return promise;
  };
