import { createAccount } from '../../../server/features/accounts/index.ts';
import { insertCompany } from '../../../server/features/companies/index.ts';
import type { Deps } from '../../../server/features/feature.ts';
import { claimName } from '../../../server/features/hosts/index.ts';
import { insertPortal } from '../../../server/features/portals/index.ts';
import { insertVisitor } from '../../../server/features/visitors/visitors.store.ts';
import { changeTechnician } from '../../../server/features/technicians/index.ts';
import { insertThread } from '../../../server/features/threads/index.ts';
import type { Db } from '../../../server/platform/database/index.ts';
import { newId } from '../../../server/platform/ids.ts';
import { startSession } from '../../../server/platform/sessions.ts';

/** A chat under way. */
export interface Room {
  threadId: string;
  requestId: string;
  /** The customer's session. */
  token: string;
}
export interface Seeded {
  account: string;
  portalId: string;
  /** The session of the technician who has all these chats, and is Available. */
  cookie: string;
  rooms: Room[];
}

export const SUBDOMAIN = 'bench';

/** Writes sharing one transaction. */
const TOGETHER = 500;

interface Place {
  account: string;
  companyId: string;
  portalId: string;
  technicianId: string;
}

const seedPlace = async (tx: Db, now: number): Promise<Place> => {
  const given = { account: 'Bench', name: 'Tom', email: 'tom@bench.example', passwordHash: 'none' };
  const { account, technicianId } = await createAccount(tx, now, given);
  const companyId = newId();
  const portalId = newId();
  await insertCompany(tx, { id: companyId, account, name: 'Acme', own: false, now });
  await insertPortal(tx, now, { id: portalId, account, companyId, status: 'active', origins: [] });
  await claimName(tx, now, { name: SUBDOMAIN, account, portalId });
  await changeTechnician(tx, account, technicianId, { available: 1 }, 'own');
  await tx.updateTable('portals').set({ live: 1 }).where('id', '=', portalId).execute();
  return { account, companyId, portalId, technicianId };
};

const seedRoom = async (tx: Db, deps: Deps, place: Place, number: number): Promise<Room> => {
  const { account, companyId, portalId, technicianId } = place;
  const now = deps.clock.now();
  const [visitorId, requestId, threadId] = [newId(), newId(), newId()];
  await insertVisitor(tx, now, { id: visitorId, account, portalId });
  const visitor = { kind: 'visitor', account, subjectId: visitorId } as const;
  const { token } = await startSession(tx, deps.secrets, now, visitor);
  const shared = { account, owner: account, company_id: companyId, created_at: now };
  await insertThread(tx, {
    ...shared,
    id: threadId,
    record_kind: 'request',
    record_id: requestId,
    audience: 'public',
  });
  await tx
    .insertInto('requests')
    .values({
      ...shared,
      id: requestId,
      portal_id: portalId,
      visitor_id: visitorId,
      thread_id: threadId,
      technician_id: technicianId,
      number,
      status: 'active',
      origin: 'live',
      spam: 0,
      name: 'Carla',
      excerpt: 'My printer is on fire',
      search: 'carla',
      changed_at: now,
      version: 1,
    })
    .execute();
  return { threadId, requestId, token };
};

/** An account with one portal, one technician, and this many chats under way. */
export const seedRooms = async (deps: Deps, count: number): Promise<Seeded> => {
  const { database, secrets, clock } = deps;
  const place = await database.write((tx) => seedPlace(tx, clock.now()));
  const { token } = await database.write((tx) =>
    startSession(tx, secrets, clock.now(), {
      kind: 'technician',
      account: place.account,
      subjectId: place.technicianId,
    }),
  );
  const rooms: Room[] = [];
  for (let from = 0; from < count; from += TOGETHER)
    await database.write(async (tx) => {
      // A write may run twice.
      rooms.length = from;
      for (let n = from; n < Math.min(count, from + TOGETHER); n += 1)
        rooms.push(await seedRoom(tx, deps, place, n + 1));
    });
  const cookie = `__Host-support-session=${token}`;
  return { account: place.account, portalId: place.portalId, cookie, rooms };
};

/** As many messages in a chat, from its customer. */
export const seedMessages = async (
  { database, clock }: Deps,
  account: string,
  { threadId }: Room,
  count: number,
): Promise<void> => {
  const body = JSON.stringify({ text: 'The printer on the second floor says it is out of paper.' });
  for (let from = 0; from < count; from += TOGETHER)
    await database.write(async (tx) => {
      const last = Math.min(count, from + TOGETHER);
      const entries = Array.from({ length: last - from }, (_, n) => ({
        thread_id: threadId,
        sequence: from + n + 1,
        account,
        kind: 'message',
        author_kind: 'visitor',
        author_id: threadId,
        author_name: 'Carla',
        command_id: newId(),
        body,
        at: clock.now(),
      }));
      await tx.insertInto('entries').values(entries).execute();
      await tx.updateTable('threads').set({ last_sequence: last }).where('id', '=', threadId).execute();
    });
};
