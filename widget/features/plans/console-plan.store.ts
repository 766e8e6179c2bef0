import type { CommandInput, CommandOutput } from '#protocol/index';
import { Newest } from '../../core/newest.ts';
import type { Result } from '../../core/result.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';

export type Plan = CommandOutput<'flag:ask'>;
export type Section = Plan['sections'][number];
export type SectionName = CommandInput<'flag:ask'>['flag'];

/** What the operator allows the account, and what was asked for; read when its page is open. */
export class PlanStore extends Newest<Plan> {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    super((known) => transport.call('plan:get', known));
    this.#transport = transport;
  }

  /** Keeps it current while it is on screen; the answer stops it. */
  follow(): () => void {
    const stops = [
      onConnected(this.#transport, () => void this.load()),
      this.#transport.on('plan:changed', (plan) => this.accept(plan)),
    ];
    return () => stops.forEach((stop) => stop());
  }

  ask(flag: SectionName): Promise<Result<Plan>> {
    return this.change(this.#transport.call('flag:ask', { flag }));
  }
}
