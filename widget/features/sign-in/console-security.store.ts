import type { CommandOutput } from '#protocol/index';
import { loading, ready, type Loadable } from '../../core/loadable.ts';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type Security = CommandOutput<'security:get'>;
export type Passkey = Security['passkeys'][number];
export type SignedIn = CommandOutput<'session:list'>['sessions'][number];

/** Codes shown once, beside what they belong to. */
type Added = CommandOutput<'totp:confirm'>;

/** How the own sign-in is secured, and where one is signed in. */
export class SecurityStore implements Readable<Loadable<Security>> {
  readonly #state = new Store<Loadable<Security>>(loading);
  readonly sessions = new Store<Loadable<readonly SignedIn[]>>(loading);
  readonly #transport: Pick<Transport, 'call'>;

  constructor(transport: Pick<Transport, 'call'>) {
    this.#transport = transport;
  }

  get(): Loadable<Security> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<Security>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  clear(): void {
    this.#state.set(loading);
    this.sessions.set(loading);
  }

  async load(): Promise<void> {
    const result = await this.#transport.call('security:get', {});
    this.#state.set(result.ok ? ready(result.data) : { kind: 'failed', error: result.error });
  }

  async loadSessions(): Promise<void> {
    const result = await this.#transport.call('session:list', {});
    this.sessions.set(result.ok ? ready(result.data.sessions) : { kind: 'failed', error: result.error });
  }

  enrol(current: string): Promise<Result<CommandOutput<'totp:enrol'>>> {
    return this.#transport.call('totp:enrol', { current });
  }

  async confirm(code: string): Promise<Result<Added>> {
    return this.#added(await this.#transport.call('totp:confirm', { code }));
  }

  offer(current: string): Promise<Result<CommandOutput<'passkey:offer'>>> {
    return this.#transport.call('passkey:offer', { current });
  }

  async add(input: CallInput<'passkey:add'>): Promise<Result<Added>> {
    return this.#added(await this.#transport.call('passkey:add', input));
  }

  async removeApp(current: string): Promise<Result<Security>> {
    return this.#changed(await this.#transport.call('totp:remove', { current }));
  }

  async removePasskey(passkeyId: string, current: string): Promise<Result<Security>> {
    return this.#changed(await this.#transport.call('passkey:remove', { passkeyId, current }));
  }

  async renewCodes(current: string): Promise<Result<CommandOutput<'recovery-codes:renew'>>> {
    const result = await this.#transport.call('recovery-codes:renew', { current });
    if (result.ok) this.#state.set(ready(result.data.security));
    return result;
  }

  /** Signs out elsewhere: one session, or all others. */
  async endOther(sessionId?: string): Promise<Result<unknown>> {
    const result = await this.#transport.call(
      'session:end-other',
      sessionId === undefined ? {} : { sessionId },
    );
    await this.loadSessions();
    return result;
  }

  #changed(result: Result<Security>): Result<Security> {
    if (result.ok) this.#state.set(ready(result.data));
    return result;
  }

  #added(result: Result<Added>): Result<Added> {
    if (result.ok) {
      this.#state.set(ready(result.data.security));
      // With the first factor other sessions ended.
      void this.loadSessions();
    }
    return result;
  }
}
