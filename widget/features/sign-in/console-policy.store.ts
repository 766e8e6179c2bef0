import type { CommandOutput } from '#protocol/index';
import { loading, ready, valueOf, type Loadable } from '../../core/loadable.ts';
import type { Result } from '../../core/result.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';

type Setting = CommandOutput<'setting:set'>;

const KEY = 'sign-in.secondFactorRequired';

/** Whether the account asks everybody for a second factor. */
export class PolicyStore implements Readable<Loadable<Setting>> {
  readonly #state = new Store<Loadable<Setting>>(loading);
  readonly #transport: Pick<Transport, 'call'>;

  constructor(transport: Pick<Transport, 'call'>) {
    this.#transport = transport;
  }

  get(): Loadable<Setting> {
    return this.#state.get();
  }

  subscribe(listener: (state: Loadable<Setting>) => void): () => void {
    return this.#state.subscribe(listener);
  }

  clear(): void {
    this.#state.set(loading);
  }

  async load(): Promise<void> {
    const result = await this.#transport.call('setting:list', {});
    const found = result.ok && result.data.settings.find(({ key }) => key === KEY);
    if (found) this.#state.set(ready(found));
    else if (!result.ok) this.#state.set({ kind: 'failed', error: result.error });
  }

  async require(value: boolean): Promise<Result<Setting>> {
    const version = valueOf(this.get())?.version ?? 0;
    const level = { kind: 'account' } as const;
    const result = await this.#transport.call('setting:set', { key: KEY, level, value, version });
    if (result.ok) this.#state.set(ready(result.data));
    else await this.load();
    return result;
  }
}
