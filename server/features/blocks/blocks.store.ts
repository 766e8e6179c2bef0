import type { z } from 'zod';
import type { CommandOutput } from '#protocol/index';
import type { blockKind } from '#protocol/blocks';
import type { Db } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';

export type BlockKind = z.infer<typeof blockKind>;
export type BlockView = CommandOutput<'block:list'>['blocks'][number];

/** Who is blocked: a customer's id, an address in lower case, or the hash of a network. */
export interface Blocked {
  kind: BlockKind;
  value: string;
}

const DAY = 24 * 3_600_000;
/** A network is another's soon, and shared by many now: a week. What is somebody's own stays blocked. */
const NETWORK_FOR = 7 * DAY;
/** More than anybody reads. */
const LISTED = 200;

/** Blocks in a company; what is blocked already begins anew. */
export const insertBlock = async (
  tx: Db,
  now: number,
  { kind, value }: Blocked,
  from: { account: string; companyId: string; requestId: string; technicianId: string },
): Promise<void> => {
  const anew = {
    request_id: from.requestId,
    technician_id: from.technicianId,
    created_at: now,
    expires_at: kind === 'network' ? now + NETWORK_FOR : null,
  };
  await tx
    .insertInto('blocks')
    .values({ id: newId(), account: from.account, company_id: from.companyId, kind, value, ...anew })
    .onConflict((conflict) => conflict.columns(['account', 'company_id', 'kind', 'value']).doUpdateSet(anew))
    .execute();
};

/** Whether any of these is blocked in a company now. */
export const isBlocked = async (
  db: Db,
  now: number,
  { account, companyId }: { account: string; companyId: string },
  any: readonly Blocked[],
): Promise<boolean> => {
  const row = await db
    .selectFrom('blocks')
    .select('id')
    .where('account', '=', account)
    .where('company_id', '=', companyId)
    .where((e) => e.or(any.map(({ kind, value }) => e.and({ kind, value }))))
    .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', now)]))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};

/** Those in force, the latest first; of some companies, or of all of the account. */
export const listBlocks = async (
  db: Db,
  now: number,
  account: string,
  companies: 'all' | readonly string[],
): Promise<BlockView[]> => {
  let query = db
    .selectFrom('blocks')
    .innerJoin('companies', 'companies.id', 'blocks.company_id')
    .innerJoin('requests', 'requests.id', 'blocks.request_id')
    .innerJoin('technicians', 'technicians.id', 'blocks.technician_id')
    .where('blocks.account', '=', account)
    .where((e) => e.or([e('blocks.expires_at', 'is', null), e('blocks.expires_at', '>', now)]))
    .select(['blocks.id', 'blocks.kind', 'blocks.created_at', 'blocks.expires_at', 'blocks.company_id'])
    .select(['requests.id as requestId', 'requests.number', 'requests.name', 'requests.email'])
    .select(['companies.name as companyName', 'technicians.name as by'])
    .orderBy('blocks.created_at', 'desc')
    .orderBy('blocks.id')
    .limit(LISTED);
  if (companies !== 'all') query = query.where('blocks.company_id', 'in', [...companies, '']);
  return (await query.execute()).map((row) => ({
    id: row.id,
    kind: row.kind as BlockKind,
    company: { id: row.company_id, name: row.companyName },
    request: { id: row.requestId, number: row.number, name: row.name, email: row.email },
    by: row.by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }));
};

export const findBlock = async (
  db: Db,
  account: string,
  id: string,
): Promise<{ id: string; companyId: string } | null> =>
  (await db
    .selectFrom('blocks')
    .select(['id', 'company_id as companyId'])
    .where('account', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()) ?? null;

/** Lifts one block, or all that began with a request. */
export const deleteBlocks = async (
  tx: Db,
  account: string,
  which: { id: string } | { requestId: string },
): Promise<void> => {
  const query = tx.deleteFrom('blocks').where('account', '=', account);
  await (
    'id' in which ? query.where('id', '=', which.id) : query.where('request_id', '=', which.requestId)
  ).execute();
};
