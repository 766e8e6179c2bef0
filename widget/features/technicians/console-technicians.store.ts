import type { CommandOutput } from '#protocol/index';
import { ok, type Result } from '../../core/result.ts';
import { Records } from '../../core/records.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type Technician = CommandOutput<'technician:update'>;
export type Access = Technician['access'];
export type Role = Technician['role'];
export type Invitation = CommandOutput<'technician:renew-link'>;
export type Invited = CommandOutput<'technician:invite'>;
type Changes = Omit<CallInput<'technician:update'>, 'technicianId' | 'version'>;

/** The people who answer, for the admin. One-time links are answered once and not kept here. */
export class TechniciansStore extends Records<Technician> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super(async () => {
      const result = await transport.call('technician:list', {});
      return result.ok ? ok(result.data.technicians) : result;
    });
    this.#transport = transport;
  }

  /** Keeps the list current while it is on screen: who is Available and who is there, too. */
  follow(): () => void {
    const stops = [
      onConnected(this.#transport, () => void this.load()),
      this.#transport.on('technician:changed', () => void this.load()),
    ];
    return () => stops.forEach((stop) => stop());
  }

  async invite(input: CallInput<'technician:invite'>): Promise<Result<Invited>> {
    const result = await this.#transport.call('technician:invite', input);
    if (result.ok) this.put(result.data.technician);
    return result;
  }

  update({ id, version }: Technician, changes: Changes): Promise<Result<Technician>> {
    return this.change(this.#transport.call('technician:update', { technicianId: id, version, ...changes }));
  }

  async renewLink({ id }: Technician): Promise<Result<Invitation>> {
    const result = await this.#transport.call('technician:renew-link', { technicianId: id });
    if (!result.ok && result.error.code === 'not_found') await this.load();
    return result;
  }

  /** Signs somebody out everywhere. */
  endSessions({ id }: Technician): Promise<Result<unknown>> {
    return this.#transport.call('technician:end-sessions', { technicianId: id });
  }

  async resetFactor({ id }: Technician): Promise<Result<unknown>> {
    const result = await this.#transport.call('technician:reset-second-factor', { technicianId: id });
    await this.load();
    return result;
  }
}
