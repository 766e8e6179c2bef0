import { AppError } from '#protocol/errors';
import { endSessions } from '../../platform/sessions.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { findTechnician } from '../technicians/index.ts';
import { removeFactors } from './factors.ts';

/** Signs a technician of the account out everywhere; answers how many sessions that were. */
const signOut = async ({ db, actor, now, emit }: Context, technicianId: string): Promise<number> => {
  const { account } = technician(actor);
  const row = await findTechnician(db, account, technicianId);
  if (!row) throw new AppError('not_found');
  const sessionIds = await endSessions(db, now, { subjectId: row.id });
  emit({ type: 'session.ended', account, sessionIds });
  return sessionIds.length;
};

/** What an admin does for others. */
export const managingHandlers: Pick<
  Feature<'sign-in'>['handlers'],
  'technician:end-sessions' | 'technician:reset-second-factor'
> = {
  'technician:end-sessions': {
    handle: async ({ technicianId }, context) => ({ ended: await signOut(context, technicianId) }),
  },

  'technician:reset-second-factor': {
    handle: async ({ technicianId }, context) => {
      await signOut(context, technicianId);
      await removeFactors(context, { account: technician(context.actor).account, id: technicianId });
      return {};
    },
  },
};
