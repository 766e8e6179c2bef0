import type { CommandOutput } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import type { RequestStatus } from '../portals/index.ts';
import { requestNotification, type RequestNotification } from './notifications.rules.ts';

export type FailedNotification = CommandOutput<'notification:failed'>['failed'][number];

/** What an admin is shown at once; the rest comes up when these are dealt with. */
const SHOWN = 100;

const given = (db: Db, account: string) =>
  db
    .selectFrom('jobs')
    .where('account', '=', account)
    .where('kind', '=', requestNotification.kind)
    .where('dead_at', 'is not', null);

/** A webhook's address may carry a key of its owner's: its host has to do. */
const shown = (kind: string, address: string): string =>
  kind === 'webhook' ? (URL.parse(address)?.host ?? '') : address;

/** Notifications that were given up, the latest first. */
export const failedNotifications = async (db: Db, account: string): Promise<FailedNotification[]> => {
  const jobs = await given(db, account).selectAll().orderBy('dead_at', 'desc').limit(SHOWN).execute();
  const about = new Map(
    jobs.map((job) => [job.id, requestNotification.payload.parse(JSON.parse(job.payload))]),
  );
  const all = (of: (notification: RequestNotification) => string): string[] => [
    '',
    ...[...about.values()].map(of),
  ];
  const methods = await db
    .selectFrom('contact_methods')
    .innerJoin('technicians', 'technicians.id', 'contact_methods.technician_id')
    .where('contact_methods.account', '=', account)
    .where(
      'contact_methods.id',
      'in',
      all(({ methodId }) => methodId),
    )
    .select(['contact_methods.id', 'kind', 'address', 'technicians.name'])
    .execute();
  const requests = await db
    .selectFrom('requests')
    .where('account', '=', account)
    .where(
      'id',
      'in',
      all(({ requestId }) => requestId),
    )
    .select(['id', 'number', 'status'])
    .execute();
  return jobs.flatMap((job) => {
    const { methodId, requestId } = about.get(job.id)!;
    const method = methods.find(({ id }) => id === methodId);
    const request = requests.find(({ id }) => id === requestId);
    // Without its contact method there is nobody to tell any more.
    if (!method || !request) return [];
    return {
      id: job.id,
      technician: method.name,
      kind: method.kind as FailedNotification['kind'],
      address: shown(method.kind, method.address),
      request: { ...request, status: request.status as RequestStatus },
      error: job.last_error ?? '',
      tries: job.attempts,
      failedAt: job.dead_at!,
    };
  });
};

/** Whether a notification of this id was given up. */
export const hasFailed = async (db: Db, account: string, id: string): Promise<boolean> =>
  (await given(db, account).where('id', '=', id).select('id').executeTakeFirst()) !== undefined;
