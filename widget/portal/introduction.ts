import type { Problem, Result } from '../core/result.ts';
import type { Box } from '../core/storage.ts';
import { Store } from '../core/store.ts';
import { Guest, type KnownAs } from '../features/visitors/index.ts';
import { Rest } from '../transport/rest.ts';
import type { Connection, Transport } from '../transport/transport.ts';
import type { Identity } from './channel.ts';
import type { Who } from './page-panel.ts';

/** A session as the server gives it. */
export interface Introduction {
  token: string;
  contact: KnownAs | null;
}

/** Somebody by name: while the page is there and no longer, and in no case a guest when their time is over. */
class Introduced extends Guest {
  readonly #onOver: () => void;

  constructor(name: string, storage: Box, token: string, onOver: () => void) {
    super(name, storage);
    this.become(token);
    this.#onOver = onOver;
  }

  /** The server knows their session no more. The token stays: without one they would be a guest. */
  override forget(): void {
    // When whoever asked has done the rest of it.
    queueMicrotask(this.#onOver);
  }
}

/** A connection to nowhere: it says why nobody is let in, and at the next try has that found out again. */
class Refusal implements Transport {
  readonly connection = new Store<Connection>('refused');
  readonly #problem: Problem;
  readonly #onRetry: () => void;
  #isSaid = false;

  constructor(problem: Problem, onRetry: () => void) {
    this.#problem = problem;
    this.#onRetry = onRetry;
  }

  call(): Promise<Result<never>> {
    if (!this.#isSaid) {
      this.#isSaid = true;
      return Promise.resolve({ ok: false, error: this.#problem });
    }
    this.#onRetry();
    // What comes takes the place of all this.
    return new Promise(() => {});
  }

  on(): () => void {
    return () => {};
  }

  connect(): void {}
  close(): void {}
}

/** A connection that is still to come. */
const pending = (): Transport => ({
  connection: new Store<Connection>('connecting'),
  call: () => new Promise(() => {}),
  on: () => () => {},
  connect() {},
  close() {},
});

/** Nobody yet: the panel says so. */
export const awaited = (): Who => {
  const transport = pending();
  return { transport: () => transport, look: transport };
};

/** Nobody: the panel says why, and offers another try. */
export const refused = (problem: Problem, onRetry: () => void): Who => {
  const refusal = new Refusal(problem, onRetry);
  return { transport: () => refusal, look: refusal };
};

/** The same where nobody can say who it is, or their time is over. */
export const unconfirmed = (onRetry: () => void): Who =>
  refused({ code: 'identity_refused', retry: false }, onRetry);

/** Somebody, by the token of their session: a guest, or a contact, whose time can be over. */
export const introduced = (
  portalId: string,
  { token, contact }: Introduction,
  storage: Box,
  onOver: () => void,
): Who => {
  if (contact) return { guest: new Introduced(`${portalId}:${contact.id}`, storage, token, onOver), contact };
  const guest = new Guest(portalId, storage);
  guest.become(token);
  return { guest };
};

/** Has the server say whose a token or code is. */
export async function exchange(
  portalId: string,
  identity: Exclude<Identity, string>,
): Promise<Result<Introduction>> {
  const rest = new Rest({ origin: '' });
  if ('code' in identity) return rest.call('visitor:take-over', { portalId, code: identity.code });
  return rest.call('contact:identify', { portalId, token: identity.token });
}
