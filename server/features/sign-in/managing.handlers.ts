import { AppError } from '#protocol/errors';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { findTechnician } from '../technicians/index.ts';
import { resetFactors, signOut, type Owner } from './factors.ts';

/** A technician of the account. */
const find = async ({ db, actor }: Context, technicianId: string): Promise<Owner> => {
  const row = await findTechnician(db, technician(actor).account, technicianId);
  if (!row) throw new AppError('not_found');
  return row;
};

/** What an admin does for others. */
export const managingHandlers: Pick<
  Feature<'sign-in'>['handlers'],
  'technician:end-sessions' | 'technician:reset-second-factor'
> = {
  'technician:end-sessions': {
    handle: async ({ technicianId }, context) => ({
      ended: await signOut(context, await find(context, technicianId)),
    }),
  },

  'technician:reset-second-factor': {
    handle: async ({ technicianId }, context) => {
      // The own factor is taken away with the password: an open console alone is not enough.
      if (technicianId === context.actor.id) throw new AppError('forbidden');
      await resetFactors(context, await find(context, technicianId));
      return {};
    },
  },
};
