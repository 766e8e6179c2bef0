import type { Selectable } from 'kysely';
import type { CommandOutput } from '#protocol/index';
import { prepared, type Db, type Flag, type Schema } from '../../platform/database/index.ts';
import type { PortalStatus, RequestOrigin, RequestStatus } from '../portals/index.ts';
import { isDraining } from './requests.rules.ts';

export type RequestView = CommandOutput<'request:get'>['request'];

/** A request with what its views need of its portal, company and technician. */
export type RequestRow = Omit<Selectable<Schema['requests']>, 'status' | 'origin'> & {
  status: RequestStatus;
  origin: RequestOrigin;
  companyName: string;
  technicianName: string | null;
  /** Null: a guest. */
  contactId: string | null;
  portalStatus: PortalStatus;
  portalLive: number;
};

const rows = (db: Db, account: string) =>
  db
    .selectFrom('requests')
    .innerJoin('companies', 'companies.id', 'requests.company_id')
    .innerJoin('portals', 'portals.id', 'requests.portal_id')
    .leftJoin('technicians', 'technicians.id', 'requests.technician_id')
    .leftJoin('contacts', 'contacts.id', 'requests.visitor_id')
    .where('requests.account', '=', account)
    .selectAll('requests')
    .select([
      'companies.name as companyName',
      'technicians.name as technicianName',
      'contacts.id as contactId',
      'portals.status as portalStatus',
      'portals.live as portalLive',
    ])
    .$castTo<RequestRow>();

const requestById = prepared((db, { account, id }: { account: string; id: string }) =>
  rows(db, account).where('requests.id', '=', id),
);

/** Requests of an account with what their views need, of those a list asks for. */
export const requestsWhere = (
  db: Db,
  account: string,
  narrow: (query: ReturnType<typeof rows>) => ReturnType<typeof rows>,
): Promise<RequestRow[]> => narrow(rows(db, account)).execute();

export const findRequest = async (db: Db, account: string, id: string): Promise<RequestRow | null> =>
  (await requestById(db, { account, id }))[0] ?? null;

/** What decides about somebody's part in a request's thread. */
export type RequestStanding = Pick<
  RequestRow,
  'visitor_id' | 'technician_id' | 'company_id' | 'status' | 'origin' | 'name' | 'portalStatus'
>;

const standingById = prepared((db, { account, id }: { account: string; id: string }) =>
  db
    .selectFrom('requests')
    .innerJoin('portals', 'portals.id', 'requests.portal_id')
    .where('requests.account', '=', account)
    .where('requests.id', '=', id)
    .select(['visitor_id', 'technician_id', 'requests.company_id', 'requests.status', 'origin', 'name'])
    .select('portals.status as portalStatus')
    .$castTo<RequestStanding>(),
);

/** Asked with every message: it reads no more than it needs. */
export const findStanding = async (db: Db, account: string, id: string): Promise<RequestStanding | null> =>
  (await standingById(db, { account, id }))[0] ?? null;

/** The visitor's request in progress, or else their last one. */
export const currentRequest = async (
  db: Db,
  account: string,
  visitorId: string,
): Promise<RequestRow | null> =>
  (await rows(db, account)
    .where('requests.visitor_id', '=', visitorId)
    .orderBy('requests.number', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null;

/** Requests in progress of a portal or a technician. */
export const inProgress = (
  db: Db,
  account: string,
  of: { portalId: string } | { technicianId: string },
): Promise<RequestRow[]> => {
  const query = rows(db, account).where('requests.status', 'in', ['new', 'active']);
  return (
    'portalId' in of
      ? query.where('requests.portal_id', '=', of.portalId)
      : query.where('requests.technician_id', '=', of.technicianId)
  ).execute();
};

/**
 * When a technician last wrote into a request that is theirs, if it was after `since`; else `null`. Only those in
 * progress, or changed by then, can hold such a message.
 */
export const lastMessage = async (
  db: Db,
  account: string,
  technicianId: string,
  since: number,
): Promise<number | null> => {
  const own = db.selectFrom('requests').select('thread_id').where('technician_id', '=', technicianId);
  // Apart, so that each finds its index: most requests are neither.
  const threads = own.where('status', '=', 'active').unionAll(own.where('changed_at', '>', since));
  const row = await db
    .selectFrom('entries')
    .select((e) => e.fn.max('at').as('at'))
    .where('thread_id', 'in', threads)
    .where('account', '=', account)
    .where('author_id', '=', technicianId)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return row.at;
};

export const presentRequest = (row: RequestRow): RequestView => ({
  id: row.id,
  threadId: row.thread_id,
  number: row.number,
  status: row.status,
  origin: row.origin,
  company: { id: row.company_id, name: row.companyName },
  customer: { name: row.name, email: row.email, phone: row.phone, verified: row.contactId !== null },
  technician: row.technician_id === null ? null : { id: row.technician_id, name: row.technicianName ?? '' },
  excerpt: row.excerpt,
  website: row.website,
  context: row.context === null ? {} : (JSON.parse(row.context) as Record<string, string>),
  createdAt: row.created_at,
  changedAt: row.changed_at,
  draining: isDraining(row, row.portalStatus),
  dueAt: row.due_at,
  spam: row.spam === 1,
  version: row.version,
});

/** The next number of the account (G21: chronological). */
export const nextNumber = async (tx: Db, account: string): Promise<number> => {
  const row = await tx
    .updateTable('accounts')
    .set((e) => ({ last_request_number: e('last_request_number', '+', 1) }))
    .where('id', '=', account)
    .returning('last_request_number')
    .executeTakeFirstOrThrow();
  return row.last_request_number;
};

export const insertRequest = async (
  tx: Db,
  request: Omit<
    Selectable<Schema['requests']>,
    'search' | 'technician_id' | 'offered_at' | 'taken_at' | 'returned_by' | 'spam' | 'gave_up_at'
  >,
): Promise<void> => {
  const search = [request.name, request.email ?? '', `#${request.number}`, request.excerpt].join('\n');
  await tx
    .insertInto('requests')
    .values({ ...request, spam: 0, technician_id: null, search: search.toLowerCase() })
    .execute();
};

export interface RequestChange {
  status?: RequestStatus;
  origin?: RequestOrigin;
  technician_id?: string | null;
  offered_at?: number | null;
  taken_at?: number;
  returned_by?: string;
  spam?: Flag;
  gave_up_at?: number;
  due_at?: number | null;
  phone?: string;
}

/** Changes a request if its status still is what was read; false where somebody was first. */
export const changeRequest = async (
  tx: Db,
  now: number,
  row: RequestRow,
  change: RequestChange,
): Promise<boolean> => {
  const result = await tx
    .updateTable('requests')
    .set({ ...change, changed_at: now })
    .set((e) => ({ version: e('version', '+', 1) }))
    .where('account', '=', row.account)
    .where('id', '=', row.id)
    .where('status', '=', row.status)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
};

export const bumpQueue = async (tx: Db, account: string): Promise<void> => {
  await tx
    .updateTable('accounts')
    .set((e) => ({ queue_version: e('queue_version', '+', 1) }))
    .where('id', '=', account)
    .execute();
};
