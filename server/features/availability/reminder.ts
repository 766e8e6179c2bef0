import { z } from 'zod';
import type { Changing, Job } from '../feature.ts';
import { lastMessage } from '../requests/index.ts';
import { cancel, schedule } from '../schedule.ts';
import { resolveSetting } from '../settings/index.ts';
import { changeTechnician, findActive, findTechnician, withAccess } from '../technicians/index.ts';
import { reminderAfter, reminderAtEnd } from './availability.settings.ts';
import { isAfterHours, lastCommand } from './availability.store.ts';

const HOUR = 3_600_000;

interface Whose {
  account: string;
  technicianId: string;
}

const timeFor = async ({ db }: Pick<Changing, 'db'>, account: string): Promise<number> =>
  (await resolveSetting(db, reminderAfter, account, null)).value * HOUR;

/**
 * Somebody may have been Available for long without doing anything: then they are asked, once, whether they are still
 * there (G13, G23). What they did meanwhile puts it off; it is looked for here, so that doing it costs nothing.
 */
export const remind: Job<Whose & { since?: number | undefined }> = {
  kind: 'availability.remind',
  // Without a time in it: counted from now on.
  payload: z.object({ account: z.string(), technicianId: z.string(), since: z.number().optional() }),
  run: async ({ account, technicianId, since: begun }, context) => {
    const row = await findActive(context.db, account, technicianId);
    if (!row || row.available === 0 || row.idle_since !== null) return;
    const time = await timeFor(context, account);
    // The setting may say never by now.
    if (time === 0) return;
    const known = Math.max(begun ?? context.now, (await lastCommand(context.db, technicianId)) ?? 0);
    const since = (await lastMessage(context.db, account, technicianId, known)) ?? known;
    const at = since + time;
    if (at > context.now) {
      const payload = { account, technicianId, since };
      return schedule(context, remind, { account, key: technicianId, payload, at });
    }
    await changeTechnician(context.db, account, technicianId, { idle_since: since, hours_over: 0 }, 'own');
    context.emit({ type: 'availability.reminded', account, technicianId });
  },
};

/** The time begins anew for whoever is Available and not asked yet; for all others there is none. */
export const beginAnew = async (context: Changing, { account, technicianId }: Whose): Promise<void> => {
  const row = await findTechnician(context.db, account, technicianId);
  const time = row?.available === 1 && row.idle_since === null ? await timeFor(context, account) : 0;
  if (time === 0) return cancel(context, remind, technicianId);
  const payload = { account, technicianId, since: context.now };
  await schedule(context, remind, { account, key: technicianId, payload, at: context.now + time });
};

/** They are there: what they were asked is answered. Without effect where they were not asked. */
export const answered = async (context: Changing, { account, technicianId }: Whose): Promise<void> => {
  const row = await findTechnician(context.db, account, technicianId);
  if (!row || row.idle_since === null) return;
  await changeTechnician(context.db, account, technicianId, { idle_since: null }, 'own');
  context.emit({ type: 'availability.answered', account, technicianId });
};

/**
 * Business hours are over at these companies: whoever is still Available and has no portal left that is open is asked
 * whether they are still there (G23), unless they are being asked already.
 */
export const remindAtEnd = async (
  context: Changing,
  { account, closed }: { account: string; closed: readonly string[] },
): Promise<void> => {
  const { db, now, emit } = context;
  if (closed.length === 0 || !(await resolveSetting(db, reminderAtEnd, account, null)).value) return;
  const concerned = new Set<string>();
  for (const companyId of closed)
    for (const id of await withAccess(db, account, companyId, true)) concerned.add(id);
  for (const technicianId of concerned) {
    const row = await findActive(db, account, technicianId);
    if (!row || row.idle_since !== null || !(await isAfterHours(db, row))) continue;
    await changeTechnician(db, account, technicianId, { idle_since: now, hours_over: 1 }, 'own');
    emit({ type: 'availability.reminded', account, technicianId });
  }
};
