import type { CommandInput, CommandOutput } from '#protocol/index';
import { loading, ready, valueOf, type Loadable } from '../../core/loadable.ts';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

export type Plan = CommandOutput<'flag:ask'>;
export type Section = Plan['sections'][number];
export type SectionName = CommandInput<'flag:ask'>['flag'];

/** What the operator allows the account, and what was asked for; read when its page is open. Older answers lose. */
export class PlanStore implements Readable<Loadable<Plan>> {
  readonly #state = new Store<Loadable<Plan>>(loading);
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get(): Loadable<Plan> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<Plan>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  /** Keeps it current while it is on screen; the answer stops it. */
  follow(): () => void {
    const stops = [
      onConnected(this.#transport, () => void this.load()),
      this.#transport.on('plan:changed', (plan) => this.#accept(plan)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async load(): Promise<void> {
    const version = valueOf(this.get())?.version;
    const result = await this.#transport.call('plan:get', version === undefined ? {} : { version });
    if (result.ok && !('same' in result.data)) this.#accept(result.data);
    if (!result.ok && this.get().kind !== 'ready') this.#state.set({ kind: 'failed', error: result.error });
  }

  async ask(flag: SectionName): Promise<Result<Plan>> {
    const result = await this.#transport.call('flag:ask', { flag });
    if (result.ok) this.#accept(result.data);
    return result;
  }

  /** Somebody else signs in. */
  clear(): void {
    this.#state.set(loading);
  }

  #accept(next: Plan): void {
    if (next.version >= (valueOf(this.get())?.version ?? 0)) this.#state.set(ready(next));
  }
}
