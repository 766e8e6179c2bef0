import { z } from 'zod';
import type { Changing, Job } from '../feature.ts';
import { cancel, schedule } from '../schedule.ts';
import { resolveSetting } from '../settings/index.ts';
import { connectedAmong } from '../technicians/index.ts';
import { returnToQueue } from './request-changes.ts';
import { returnAfter } from './requests.settings.ts';
import { inProgress } from './requests.store.ts';

const SECOND = 1000;

interface Whose {
  account: string;
  technicianId: string;
}

const isGone = async ({ db }: Pick<Changing, 'db'>, { account, technicianId }: Whose): Promise<boolean> =>
  !(await connectedAmong(db, account, [technicianId])).has(technicianId);

const secondsFor = async ({ db }: Pick<Changing, 'db'>, account: string): Promise<number | null> =>
  (await resolveSetting(db, returnAfter, account, null)).value;

/** A technician has been gone for long enough: their live chats are New again, for the others (G24). */
export const returnChats: Job<Whose> = {
  kind: 'request.return',
  payload: z.object({ account: z.string(), technicianId: z.string() }),
  run: async (whose, context) => {
    // The setting may say otherwise by now.
    if ((await secondsFor(context, whose.account)) === null || !(await isGone(context, whose))) return;
    const own = await inProgress(context.db, whose.account, whose);
    await returnToQueue(
      context,
      own.filter(({ origin }) => origin === 'live'),
    );
  },
};

/** Somebody's first console has come, or their last one is gone: the time begins, or there is none. */
export const followPresence = async (context: Changing, whose: Whose): Promise<void> => {
  const { account, technicianId } = whose;
  const seconds = await secondsFor(context, account);
  if (seconds === null || !(await isGone(context, whose))) return cancel(context, returnChats, technicianId);
  const payload = { account, technicianId };
  await schedule(context, returnChats, {
    account,
    key: technicianId,
    payload,
    at: context.now + seconds * SECOND,
  });
};
