import type { CommandOutput } from '#protocol/index';
import { ok, type Result } from '../../core/result.ts';
import { Records } from '../../core/records.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type IdentityKey = CommandOutput<'identity-key:create'>['key'];
export type Examples = CommandOutput<'identity-key:list'>['examples'];
export type NewKey = CommandOutput<'identity-key:create'>;

/** The keys with which the website of one portal says who its customers are. */
export class IdentityKeysStore extends Records<IdentityKey> {
  readonly portalId: string;
  readonly #transport: Transport;
  /** Programs that sign with the newest key; they come with the list. */
  examples: Examples | null = null;

  constructor(transport: Transport, portalId: string) {
    super(async () => {
      const result = await transport.call('identity-key:list', { portalId });
      if (!result.ok) return result;
      this.examples = result.data.examples;
      return ok(result.data.keys);
    });
    this.portalId = portalId;
    this.#transport = transport;
  }

  async add(input: Omit<CallInput<'identity-key:create'>, 'portalId'>): Promise<Result<NewKey>> {
    const result = await this.#transport.call('identity-key:create', { portalId: this.portalId, ...input });
    if (result.ok) await this.load();
    return result;
  }

  async remove({ id }: IdentityKey): Promise<Result<object>> {
    const result = await this.#transport.call('identity-key:delete', { keyId: id });
    // One that is gone already is gone all the same.
    if (result.ok || result.error.code === 'not_found') await this.load();
    return result;
  }
}
