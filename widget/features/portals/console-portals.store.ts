import type { CommandOutput } from '#protocol/index';
import { systemClock } from '../../core/clock.ts';
import { ok, type Result } from '../../core/result.ts';
import { Records } from '../../core/records.ts';
import { onConnected } from '../../transport/on-connected.ts';
import { IdentityKeysStore } from '../contacts/index.ts';
import { SettingsStore } from '../settings/index.ts';
import type { CallInput, Transport } from '../../transport/transport.ts';

export type Portal = CommandOutput<'portal:create'>;
export type PortalCode = CommandOutput<'portal:code'>;
type Changes = Omit<CallInput<'portal:update'>, 'portalId' | 'version'>;

/** Milliseconds in which changes are read together: one switch can change hundreds of portals. */
const TOGETHER = 200;

/** The companies' portals, for the admin. */
export class PortalsStore extends Records<Portal> {
  readonly #transport: Transport;
  /** Takes back the reading that is to come. */
  #soon: (() => void) | undefined;

  constructor(transport: Transport) {
    super(async () => {
      const result = await transport.call('portal:list', {});
      return result.ok ? ok(result.data.portals) : result;
    });
    this.#transport = transport;
  }

  /** Keeps the list current while it is on screen: after a loss, and with whatever changes a portal. */
  follow(): () => void {
    const stops = [
      onConnected(this.#transport, () => void this.load()),
      this.#transport.on('portal:list-changed', () => {
        this.#soon ??= systemClock.after(TOGETHER, () => {
          this.#soon = undefined;
          void this.load();
        });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      this.#soon?.();
      this.#soon = undefined;
    };
  }

  add(input: CallInput<'portal:create'>): Promise<Result<Portal>> {
    return this.change(this.#transport.call('portal:create', input));
  }

  update({ id, version }: Portal, changes: Changes): Promise<Result<Portal>> {
    return this.change(this.#transport.call('portal:update', { portalId: id, version, ...changes }));
  }

  /** What its website identifies customers with. */
  keysOf({ id }: Portal): IdentityKeysStore {
    return new IdentityKeysStore(this.#transport, id);
  }

  /** The settings of a portal's company, or without one those of the account. */
  settingsOf(portal: Portal | null): SettingsStore {
    return new SettingsStore(this.#transport, portal?.company.id ?? null);
  }

  code({ id }: Portal): Promise<Result<PortalCode>> {
    return this.#transport.call('portal:code', { portalId: id });
  }
}
