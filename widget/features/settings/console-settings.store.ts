import type { CommandOutput } from '#protocol/index';
import { ok, type Result } from '../../core/result.ts';
import type { Transport } from '../../transport/transport.ts';

export type Setting = CommandOutput<'setting:set'>;

/** The settings of one level: of the account, or of one company, which inherits what it has no value of its own for. */
export class SettingsStore {
  readonly #transport: Pick<Transport, 'call'>;
  readonly #companyId: string | null;
  #settings: ReadonlyMap<string, Setting> = new Map();
  /** What a company has where it has nothing of its own. */
  #general: ReadonlyMap<string, Setting> = new Map();

  constructor(transport: Pick<Transport, 'call'>, companyId: string | null) {
    this.#transport = transport;
    this.#companyId = companyId;
  }

  /** The company whose level it is; empty: the account's own. */
  get level(): string {
    return this.#companyId ?? '';
  }

  /** It is the account's own level: what it says counts for every company without a value of its own. */
  get general(): boolean {
    return this.#companyId === null;
  }

  async load(): Promise<Result<null>> {
    const general = await this.#list({});
    const own = this.#companyId === null ? general : await this.#list({ companyId: this.#companyId });
    if (!general.ok) return general;
    if (!own.ok) return own;
    this.#general = general.data;
    this.#settings = own.data;
    return ok(null);
  }

  get(key: string): Setting | undefined {
    return this.#settings.get(key);
  }

  /** What counts where this level has no value of its own. */
  inherited(key: string): Setting['value'] | undefined {
    return this.#general.get(key)?.value;
  }

  /** The value this level has itself. */
  isOwn(key: string): boolean {
    return this.get(key)?.source === (this.general ? 'account' : 'company');
  }

  /** `null`: back to the inherited value. */
  async set(key: string, value: Setting['value']): Promise<Result<Setting>> {
    const result = await this.#transport.call('setting:set', {
      key,
      value,
      version: this.get(key)?.version ?? 0,
      level: this.#companyId === null ? { kind: 'account' } : { kind: 'company', companyId: this.#companyId },
    });
    if (result.ok) this.#settings = new Map(this.#settings).set(key, result.data);
    return result;
  }

  async #list(input: { companyId?: string }): Promise<Result<ReadonlyMap<string, Setting>>> {
    const result = await this.#transport.call('setting:list', input);
    if (!result.ok) return result;
    return ok(new Map(result.data.settings.map((setting) => [setting.key, setting])));
  }
}
