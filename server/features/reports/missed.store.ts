import { sql, type ExpressionBuilder } from 'kysely';
import type { CommandOutput } from '#protocol/index';
import type { Db, Schema } from '../../platform/database/index.ts';

type Report = CommandOutput<'report:missed'>;
type MissedRequest = Report['requests'][number];

/** What a report looks at: an account, or one of its companies, from a moment up to another. */
export interface Period {
  account: string;
  companyId: string | null;
  from: number;
  to: number;
}

/** Rows a page shows; the figures count them all. */
const LISTED = 200;

/** A technician came while the customer waited. */
const answered = (e: ExpressionBuilder<Schema, 'requests'>) =>
  e.and([
    e('requests.origin', '=', 'live'),
    e('requests.taken_at', 'is not', null),
    e('requests.gave_up_at', 'is', null),
  ]);

/** Nobody did: they left a message because nobody was there, gave up waiting, or took it back. */
const missed = (e: ExpressionBuilder<Schema, 'requests'>) =>
  e.or([
    e('requests.origin', '=', 'offline'),
    e('requests.gave_up_at', 'is not', null),
    e.and([e('requests.status', '=', 'abandoned'), e('requests.taken_at', 'is', null)]),
  ]);

/** Their customer still waits for somebody to come. */
const waiting = (e: ExpressionBuilder<Schema, 'requests'>) =>
  e.and([
    e('requests.origin', '=', 'live'),
    e('requests.status', '=', 'new'),
    e('requests.taken_at', 'is', null),
    e('requests.gave_up_at', 'is', null),
  ]);

const within = (db: Db, { account, companyId, from, to }: Period) => {
  const query = db
    .selectFrom('requests')
    .where('requests.account', '=', account)
    .where('requests.created_at', '>=', from)
    .where('requests.created_at', '<', to)
    .where('requests.spam', '=', 0);
  return companyId === null ? query : query.where('requests.company_id', '=', companyId);
};

const count = async (query: ReturnType<typeof within>): Promise<number> => {
  const { n } = await query.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
  return Number(n);
};

/** What half of them waited no longer than; read in the database, however many they are. */
const typicalWait = async (db: Db, period: Period, of: number): Promise<number | null> => {
  const wait = sql<number>`taken_at - created_at`;
  const row = await within(db, period)
    .where(answered)
    .select(wait.as('wait'))
    .orderBy(wait)
    .limit(1)
    .offset(Math.max(0, Math.ceil(of / 2) - 1))
    .executeTakeFirst();
  return row ? Number(row.wait) : null;
};

const listed = async (db: Db, period: Period): Promise<MissedRequest[]> => {
  const rows = await within(db, period)
    .where(missed)
    .innerJoin('companies', 'companies.id', 'requests.company_id')
    .leftJoin('technicians', 'technicians.id', 'requests.technician_id')
    .select(['requests.id', 'requests.number', 'requests.name', 'requests.status', 'requests.company_id'])
    .select(['requests.created_at', 'requests.gave_up_at', 'requests.changed_at'])
    .select(['companies.name as companyName', 'technicians.name as technician'])
    .orderBy('requests.created_at', 'desc')
    .orderBy('requests.number', 'desc')
    .limit(LISTED)
    .execute();
  return rows.map((row) => {
    const status = row.status as MissedRequest['status'];
    // Of an earlier version, which kept no moment for it.
    const until = row.gave_up_at ?? (status === 'abandoned' ? row.changed_at : null);
    return {
      id: row.id,
      number: row.number,
      customer: row.name,
      company: { id: row.company_id, name: row.companyName },
      askedAt: row.created_at,
      reason: status === 'abandoned' ? 'taken_back' : until === null ? 'left' : 'left_waiting',
      waited: until === null ? null : until - row.created_at,
      status,
      technician: row.technician,
    };
  });
};

export const missedReport = async (db: Db, period: Period): Promise<Report> => {
  const inTime = await count(within(db, period).where(answered));
  return {
    asked: await count(within(db, period)),
    answered: inTime,
    missed: await count(within(db, period).where(missed)),
    waiting: await count(within(db, period).where(waiting)),
    typicalWait: await typicalWait(db, period, inTime),
    requests: await listed(db, period),
  };
};
