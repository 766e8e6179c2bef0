import { fieldError } from '#protocol/errors';
import type { Db } from '../../platform/database/index.ts';
import { refusalOf } from './hosts.rules.ts';
import { assignName, findHost } from './hosts.store.ts';

export { currentName, findHost, namesOf, type Host } from './hosts.store.ts';

/**
 * Gives a portal its name, unique over all accounts and never given away again (G5).
 *
 * @throws AppError `validation` on `subdomain`: reserved, too short, or taken.
 */
export const claimName = async (
  tx: Db,
  now: number,
  host: { name: string; account: string; portalId: string },
): Promise<void> => {
  const refusal = refusalOf(host.name);
  if (refusal) throw fieldError('subdomain', refusal);
  const holder = await findHost(tx, host.name);
  if (holder && holder.portalId !== host.portalId) throw fieldError('subdomain', 'taken');
  await assignName(tx, now, host);
};
