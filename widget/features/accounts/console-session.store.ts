import type { CommandOutput } from '#protocol/index';
import type { Permission } from '#protocol/permissions';
import type { Problem, Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type Session = CommandOutput<'profile:update'>;
/** The password was right, and a second factor is next. */
export type SecondStep = Extract<CommandOutput<'session:create'>, { secondStep: unknown }>['secondStep'];

/**
 * `ended`: there was a session and it is over, which the sign-in page says. `begun`: a one-time link made or
 * renewed a password, but signing in with it did not work; the sign-in page says why and has the address filled in. `secondStep`: it worked and the second factor is next.
 */
export type SessionState =
  | { kind: 'loading' }
  | { kind: 'failed'; error: Problem }
  | {
      kind: 'signed-out';
      ended: boolean;
      begun?: { email: string; problem: Problem };
      secondStep?: SecondStep;
    }
  | { kind: 'signed-in'; session: Session };

/** Who is signed in. Before that everything goes over HTTP, which sets the cookie; after it over the socket. */
export class SessionStore implements Readable<SessionState> {
  readonly #state = new Store<SessionState>({ kind: 'loading' });
  readonly #rest: Pick<Transport, 'call'>;
  readonly #socket: Transport;
  #recoveryCodesLeft: number | null = null;

  constructor(rest: Pick<Transport, 'call'>, socket: Transport) {
    this.#rest = rest;
    this.#socket = socket;
    onConnected(socket, () => void this.#refresh());
    socket.on('session:changed', (session) => this.#accept(session));
    socket.connection.subscribe((state) => state === 'refused' && void this.#recheck());
  }

  get(): SessionState {
    return this.#state.get();
  }

  subscribe(listener: (state: SessionState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** The session, once there is one. */
  get session(): Session | undefined {
    const state = this.get();
    return state.kind === 'signed-in' ? state.session : undefined;
  }

  may(permission: Permission): boolean {
    return this.session?.permissions.includes(permission) ?? false;
  }

  /** Looks whether the cookie of an earlier visit still opens the door. */
  async resume(): Promise<void> {
    this.#state.set({ kind: 'loading' });
    const result = await this.#rest.call('session:get', {});
    if (result.ok && 'technician' in result.data) this.#enter(result.data);
    else if (!result.ok) this.#refuse(result.error, false);
  }

  async signIn(input: CallInput<'session:create'>): Promise<Result<CommandOutput<'session:create'>>> {
    const result = await this.#rest.call('session:create', input);
    if (result.ok && 'technician' in result.data) this.#enter(result.data);
    return result;
  }

  /** The second factor, or a passkey alone. */
  async confirm(
    token: string,
    proof: CallInput<'session:confirm'>['proof'],
  ): Promise<Result<CommandOutput<'session:confirm'>>> {
    const result = await this.#rest.call('session:confirm', { token, proof });
    if (result.ok) {
      this.#recoveryCodesLeft = result.data.recoveryCodesLeft;
      this.#enter(result.data.session);
    }
    return result;
  }

  /** What a passkey alone has to sign. */
  challenge(): Promise<Result<CommandOutput<'session:challenge'>>> {
    return this.#rest.call('session:challenge', {});
  }

  /** After a sign-in with a recovery code: how many are left. */
  get recoveryCodesLeft(): number | null {
    return this.#recoveryCodesLeft;
  }

  /** Signs in after a one-time link. The link is used up: where this needs more, the sign-in page goes on. */
  async begin(email: string, password: string): Promise<void> {
    const result = await this.signIn({ email, password });
    if (!result.ok) this.#leave({ ended: false, begun: { email, problem: result.error } });
    else if ('secondStep' in result.data) this.#leave({ ended: false, secondStep: result.data.secondStep });
  }

  /** Signed out is only who the server has signed out: a session that still stands is not hidden. */
  async signOut(): Promise<Result<unknown>> {
    const result = await this.#rest.call('session:end', {});
    if (result.ok || result.error.code === 'unauthenticated') this.#leave({ ended: false });
    return result;
  }

  async update(input: CallInput<'profile:update'>): Promise<Result<Session>> {
    const result = await this.#socket.call('profile:update', input);
    if (result.ok) this.#accept(result.data);
    return result;
  }

  changePassword(input: CallInput<'profile:change-password'>): Promise<Result<object>> {
    return this.#socket.call('profile:change-password', input);
  }

  /** Any answer `unauthenticated` means the same: the session is over. */
  notice(error: Problem): void {
    if (error.code === 'unauthenticated' && this.session) this.#leave({ ended: true });
  }

  async #refresh(): Promise<void> {
    const known = this.session?.version;
    const result = await this.#socket.call('session:get', known === undefined ? {} : { version: known });
    if (!result.ok) this.notice(result.error);
    else if ('technician' in result.data) this.#accept(result.data);
  }

  /** The socket was turned away: was it the session, or something a reload solves? */
  async #recheck(): Promise<void> {
    const result = await this.#rest.call('session:get', {});
    if (!result.ok) this.#refuse(result.error, true);
  }

  #accept(session: Session): void {
    const current = this.session;
    if (!current || current.technician.id !== session.technician.id) return;
    if (session.version > current.version) this.#state.set({ kind: 'signed-in', session });
  }

  #enter(session: Session): void {
    this.#state.set({ kind: 'signed-in', session });
    this.#socket.connect();
  }

  #refuse(error: Problem, ended: boolean): void {
    if (error.code === 'unauthenticated') this.#leave({ ended });
    else if (!this.session) this.#state.set({ kind: 'failed', error });
  }

  #leave(how: Omit<Extract<SessionState, { kind: 'signed-out' }>, 'kind'>): void {
    this.#recoveryCodesLeft = null;
    this.#socket.close();
    this.#state.set({ kind: 'signed-out', ...how });
  }
}
