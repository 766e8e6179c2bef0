import type { CommandName, CommandOutput } from '#protocol/index';
import { newId } from '../core/ids.ts';
import { fromEnvelope, unreachable, type Result } from '../core/result.ts';
import { retry } from '../core/retry.ts';
import type { CallInput, CallOptions, Transport } from './transport.ts';

/** How long one try may take, in milliseconds; as over the socket. */
const TRY_LIMIT = 10_000;

/** Reads that the browser makes before, or instead of, a live connection; everything else is a POST by name. */
const READS: Partial<Record<CommandName, string>> = {
  'portal:view': '/api/portals/:portalId/view',
  'session:get': '/api/session',
};

export interface RestOptions {
  /** Origin of the server; empty for the page's own. */
  origin: string;
  /** A guest's token; without it the console's cookie goes along, to the own origin only. */
  token?: () => string | null;
}

/** Commands over HTTP, for what happens before there is a connection: sign-in, set-up, a first look. */
export class Rest implements Pick<Transport, 'call'> {
  readonly #origin: string;
  readonly #token: () => string | null;

  constructor({ origin, token = () => null }: RestOptions) {
    this.#origin = origin;
    this.#token = token;
  }

  call<N extends CommandName>(
    name: N,
    input: CallInput<N>,
    { commandId = newId(), signal, patience }: CallOptions = {},
  ): Promise<Result<CommandOutput<N>>> {
    const path = READS[name];
    const token = this.#token();
    const init: RequestInit = {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(!path && { 'Content-Type': 'application/json' }),
      },
      ...(!path && { method: 'POST', body: JSON.stringify({ ...input, commandId }) }),
    };
    const url = this.#origin + (path ? fillIn(path, input) : `/api/commands/${name}`);
    return retry(() => attempt<CommandOutput<N>>(url, init, signal), { signal, patience });
  }
}

async function attempt<T>(url: string, init: RequestInit, signal?: AbortSignal): Promise<Result<T>> {
  const limit = AbortSignal.timeout(TRY_LIMIT);
  try {
    const response = await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit });
    return fromEnvelope<T>(await response.json());
  } catch {
    // No network, no time, or an answer that is not the server's (a proxy's error page).
    return unreachable;
  }
}

/** Puts an input into a path with `:names`; what has no place in it becomes the query. */
function fillIn(path: string, input: object): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    const place = `:${key}`;
    if (path.includes(place)) path = path.replace(place, encodeURIComponent(String(value)));
    else if (value !== undefined) query.set(key, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
