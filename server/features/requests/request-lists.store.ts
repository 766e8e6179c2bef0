import { expressionBuilder, sql, type Expression, type SqlBool } from 'kysely';
import type { CommandInput } from '#protocol/index';
import type { Db, Schema } from '../../platform/database/index.ts';
import type { Technician } from '../feature.ts';
import { presentRequest, requestsWhere, type RequestView } from './requests.store.ts';

/** What a technician's lists depend on: every request of the account, and their own access and availability. */
export const listVersion = async (db: Db, technician: Technician): Promise<number> => {
  const row = await db
    .selectFrom('technicians')
    .innerJoin('accounts', 'accounts.id', 'technicians.account')
    .where('technicians.account', '=', technician.account)
    .where('technicians.id', '=', technician.id)
    .select(['accounts.queue_version', 'technicians.view_version'])
    .executeTakeFirstOrThrow();
  return row.queue_version + row.view_version;
};

type Query = CommandInput<'request:list'>;

/** Of the request's own company, so that it is of the request's account. */
const companyName = sql<string>`(select companies.name from companies where companies.id = requests.company_id)`;

/**
 * What a technician sees, the same as `canSee` (a test holds the two against each other), and of that what they ask
 * for. Of requests alone: counting joins no other table.
 */
const wanted = (technician: Technician, { view, search }: Pick<Query, 'view' | 'search'>) => {
  const e = expressionBuilder<Schema, 'requests'>();
  const conditions: Expression<SqlBool>[] = [];
  const scope = technician.grants.get('request.work');
  if (scope?.kind !== 'account')
    conditions.push(e('requests.company_id', 'in', scope?.kind === 'companies' ? [...scope.ids, ''] : ['']));
  if (!technician.available) conditions.push(e('requests.status', '<>', 'new'));
  if (view === 'mine') conditions.push(e('requests.technician_id', '=', technician.id));
  else if (view !== 'all' && view !== 'spam') conditions.push(e('requests.status', '=', view));
  conditions.push(e('requests.spam', '=', view === 'spam' ? 1 : 0));
  for (const word of (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)) {
    const pattern = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(
      e.or([
        sql<boolean>`requests.search like ${pattern} escape '\\'`,
        sql<boolean>`fold(${companyName}) like ${pattern} escape '\\'`,
      ]),
    );
  }
  return e.and(conditions);
};

/** Names are sorted as people read them, without regard to case. Numbers are given in the order of time (G21). */
const SORT = {
  number: sql.ref('requests.number'),
  createdAt: sql.ref('requests.number'),
  customer: sql`fold(${sql.ref('requests.name')})`,
  company: sql`fold(${sql.ref('companies.name')})`,
  status: sql.ref('requests.status'),
};

const count = async (db: Db, account: string, which: Expression<SqlBool>): Promise<number> => {
  const { n } = await db
    .selectFrom('requests')
    .where('requests.account', '=', account)
    .where(which)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
};

/**
 * What there is for a technician who arrives: customers who wait for a chat, requests that were left (G20), and those of
 * their own whose date has passed.
 */
export const countArrival = async (
  db: Db,
  technician: Technician,
  now: number,
): Promise<{ waiting: number; left: number; overdue: number }> => {
  const e = expressionBuilder<Schema, 'requests'>();
  const of = (view: Query['view'], which: Expression<SqlBool>) =>
    count(db, technician.account, e.and([wanted(technician, { view }), which]));
  return {
    waiting: await of('new', e('requests.origin', '=', 'live')),
    left: await of('new', e('requests.origin', '=', 'offline')),
    overdue: await of('mine', e.and([e('requests.status', '=', 'active'), e('requests.due_at', '<=', now)])),
  };
};

export const listRequests = async (
  db: Db,
  technician: Technician,
  query: Query,
): Promise<{ requests: RequestView[]; total: number; counts: { new: number; mine: number } }> => {
  const { account } = technician;
  const found = wanted(technician, query);
  const page = await requestsWhere(db, account, (all) =>
    all
      .where(found)
      .orderBy(SORT[query.sort ?? 'number'], (query.descending ?? true) ? 'desc' : 'asc')
      .orderBy('requests.number', 'desc')
      .limit(query.limit ?? 50)
      .offset(query.offset ?? 0),
  );
  const e = expressionBuilder<Schema, 'requests'>();
  const mine = e.and([wanted(technician, { view: 'mine' }), e('requests.status', '=', 'active')]);
  return {
    requests: page.map(presentRequest),
    total: await count(db, account, found),
    counts: {
      new: await count(db, account, wanted(technician, { view: 'new' })),
      mine: await count(db, account, mine),
    },
  };
};
