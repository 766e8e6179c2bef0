import { AppError } from '#protocol/errors';
import type { CommandInput } from '#protocol/index';
import { emailKey } from '#protocol/email-key';
import type { Secrets } from '../../platform/secrets.ts';
import { networkOf } from '../../platform/network.ts';
import { deleteBlocks, insertBlock, isBlocked, type Blocked, type BlockKind } from '../blocks/index.ts';
import type { Context, Technician } from '../feature.ts';
import { changeAndTell, technicianAuthor } from './request-changes.ts';
import { isOver } from './requests.rules.ts';
import type { RequestRow } from './requests.store.ts';

/** How a network is stored: nobody reads where from a request came, and two from the same place are told. */
export const networkHash = (secrets: Secrets, address: string): string =>
  secrets.hash(JSON.stringify(['network', networkOf(address)]));

/**
 * Refuses who is blocked, and says so: a person who was blocked by mistake, or shares a network with somebody, is to
 * look for another way.
 *
 * @throws AppError `blocked`
 */
export const refuseBlocked = async (
  { db, now, deps, address }: Context,
  company: { account: string; companyId: string },
  asker: { id: string; email: string | null },
): Promise<void> => {
  const any: Blocked[] = [
    { kind: 'customer', value: asker.id },
    { kind: 'network', value: networkHash(deps.secrets, address) },
    ...(asker.email === null ? [] : [{ kind: 'email', value: emailKey(asker.email) } as const]),
  ];
  if (await isBlocked(db, now, company, any)) throw new AppError('blocked');
};

/** What of a request can be blocked; an earlier version kept no network. */
const valueOf = (row: RequestRow, kind: BlockKind): string | null =>
  ({
    customer: row.visitor_id,
    email: row.email === null ? null : emailKey(row.email),
    network: row.network_hash,
  })[kind];

/** A request is spam: it is over, and shown apart. Or it is not, after all: what was blocked with it is lifted. */
export const markSpam = async (
  context: Context,
  me: Technician,
  row: RequestRow,
  { spam, block, commandId }: CommandInput<'request:mark-spam'>,
): Promise<RequestRow> => {
  const { account, company_id: companyId } = row;
  if (spam)
    for (const kind of new Set(block)) {
      const value = valueOf(row, kind);
      const from = { account, companyId, requestId: row.id, technicianId: me.id };
      if (value !== null) await insertBlock(context.db, context.now, { kind, value }, from);
    }
  else await deleteBlocks(context.db, account, { requestId: row.id });
  if (!spam || block.length > 0) context.emit({ type: 'block.changed', account, companyId });
  const ends = spam && !isOver(row);
  return changeAndTell(
    context,
    row,
    { spam: spam ? 1 : 0, ...(ends && { status: 'completed' as const }) },
    ends ? { status: 'completed', author: technicianAuthor(me), commandId } : null,
  );
};
