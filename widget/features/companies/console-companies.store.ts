import type { CommandOutput } from '#protocol/index';
import { ok, type Result } from '../../core/result.ts';
import { Records } from '../../core/records.ts';
import type { Transport } from '../../transport/transport.ts';

export type Company = CommandOutput<'company:create'>;

/** The account's clients, for the admin. */
export class CompaniesStore extends Records<Company> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super(async () => {
      const result = await transport.call('company:list', {});
      return result.ok ? ok(result.data.companies) : result;
    });
    this.#transport = transport;
  }

  add(name: string): Promise<Result<Company>> {
    return this.change(this.#transport.call('company:create', { name }));
  }

  rename({ id, version }: Company, name: string): Promise<Result<Company>> {
    return this.change(this.#transport.call('company:update', { companyId: id, version, name }));
  }
}
