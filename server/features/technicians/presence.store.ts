import type { Db } from '../../platform/database/index.ts';
import type { Changing } from '../feature.ts';

/**
 * How long a server process is believed that it holds somebody's console, in milliseconds. With the time until another
 * process looks it stays within the 30 s of contract R10.
 */
export const LEASE = 20_000;

/** The technicians whose consoles a process holds, with their accounts. */
export type Connected = ReadonlyMap<string, string>;

const among = (db: Db, technicianIds: readonly string[]) =>
  db.selectFrom('connections').select('technician_id').where('technician_id', 'in', technicianIds);

/** Which of these technicians of an account have a console connected, to whichever process. */
export const connectedAmong = async (
  db: Db,
  account: string,
  technicianIds: readonly string[],
): Promise<Set<string>> => {
  const rows = await among(db, technicianIds).where('account', '=', account).execute();
  return new Set(rows.map((row) => row.technician_id));
};

/** When somebody's last console was seen. */
export const markSeen = async (tx: Db, account: string, id: string, seen_at: number): Promise<void> => {
  await tx
    .updateTable('technicians')
    .set({ seen_at })
    .where('account', '=', account)
    .where('id', '=', id)
    .execute();
};

/** Whether any process has let what it holds lapse: it is dead, or was long kept from saying so again. */
export const anyLapsed = async (db: Db, now: number): Promise<boolean> =>
  (await db
    .selectFrom('connections')
    .select('server')
    .where('lease_until', '<', now)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/**
 * What a process says of itself, now and again within every lease: these technicians' consoles are connected to it,
 * and no others. Also ends what a dead process can say no more. Said twice it changes nothing but the leases.
 */
export const reportConnected = async (
  context: Changing,
  server: string,
  connected: Connected,
): Promise<void> => {
  const { db, now } = context;
  const anywhere = async (ids: readonly string[]): Promise<Set<string>> =>
    new Set(ids.length === 0 ? [] : (await among(db, ids).execute()).map((row) => row.technician_id));
  const before = await anywhere([...connected.keys()]);
  const own = await db
    .selectFrom('connections')
    .select('technician_id')
    .where('server', '=', server)
    .execute();
  const held = new Set(own.map((row) => row.technician_id));
  const lease_until = now + LEASE;
  await db.updateTable('connections').set({ lease_until }).where('server', '=', server).execute();
  for (const [technician_id, account] of connected)
    if (!held.has(technician_id))
      await db.insertInto('connections').values({ server, technician_id, account, lease_until }).execute();

  const left = [...held].filter((id) => !connected.has(id));
  const lapsed = db.deleteFrom('connections').where('server', '<>', server).where('lease_until', '<', now);
  const gone = await lapsed.returning(['technician_id', 'account', 'lease_until']).execute();
  if (left.length > 0) {
    const leaving = db.deleteFrom('connections').where('server', '=', server);
    const those = leaving.where('technician_id', 'in', left);
    gone.push(...(await those.returning(['technician_id', 'account', 'lease_until']).execute()));
  }
  const still = await anywhere(gone.map((row) => row.technician_id));
  for (const { technician_id, account, lease_until: until } of gone) {
    if (still.has(technician_id)) continue;
    // The last word of a process that is dead was a lease before its end; ours is from now.
    await markSeen(db, account, technician_id, until - LEASE);
    context.emit({ type: 'presence.changed', account, technicianId: technician_id });
  }
  for (const [technicianId, account] of connected)
    if (!before.has(technicianId)) context.emit({ type: 'presence.changed', account, technicianId });
};
