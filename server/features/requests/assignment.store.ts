import type { Db } from '../../platform/database/index.ts';
import type { Candidate } from './assignment.rules.ts';

/** What these technicians have in hand: live chats alone, because nobody waits at the other end of what was left. */
export const inHand = async (
  db: Db,
  account: string,
  ids: readonly string[],
): Promise<Omit<Candidate, 'access'>[]> => {
  const rows = await db
    .selectFrom('technicians')
    .where('technicians.account', '=', account)
    .where('technicians.id', 'in', [...ids, ''])
    .select(['technicians.id', 'technicians.name', 'technicians.last_turn as lastTurn'])
    .select((e) =>
      e
        .selectFrom('requests')
        .whereRef('requests.technician_id', '=', 'technicians.id')
        .where('requests.status', '=', 'active')
        .where('requests.origin', '=', 'live')
        .select((count) => count.fn.countAll<number>().as('chats'))
        .as('chats'),
    )
    .execute();
  return rows.map((row) => ({ ...row, chats: Number(row.chats) }));
};

/** They were given a request just now. Answers the number of their turn, the highest of the account. */
export const takeTurn = async (tx: Db, account: string, technicianId: string): Promise<number> => {
  const { latest } = await tx
    .selectFrom('technicians')
    .where('account', '=', account)
    .select((e) => e.fn.max('last_turn').as('latest'))
    .executeTakeFirstOrThrow();
  const last_turn = Number(latest) + 1;
  await tx
    .updateTable('technicians')
    .set({ last_turn })
    .where('account', '=', account)
    .where('id', '=', technicianId)
    .execute();
  return last_turn;
};
