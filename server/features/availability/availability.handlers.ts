import { AppError } from '#protocol/errors';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { changeTechnician } from '../technicians/index.ts';
import { answered } from './reminder.ts';
import { availabilityView, type AvailabilityView } from './availability.store.ts';

const own = async ({ db, actor }: Context): Promise<AvailabilityView> => {
  const { account, id } = technician(actor);
  const view = await availabilityView(db, account, id);
  if (!view) throw new AppError('unauthenticated');
  return view;
};

export const handlers: Feature<'availability'>['handlers'] = {
  'availability:get': {
    handle: async ({ version }, context) => {
      const view = await own(context);
      return view.version === version ? { same: true, version } : view;
    },
  },

  'availability:set': {
    handle: async ({ available, sound }, context) => {
      const { account, id } = technician(context.actor);
      // Without a portal in reach there is no switch, by page or by call (G9).
      if (!(await own(context)).menu) throw new AppError('forbidden');
      await changeTechnician(
        context.db,
        account,
        id,
        {
          // Either way they have answered whether they are still there.
          ...(available !== undefined && { available: available ? 1 : 0, idle_since: null }),
          ...(sound !== undefined && { sound: sound ? 1 : 0 }),
        },
        'own',
      );
      context.emit({
        type: 'availability.changed',
        account,
        technicianId: id,
        switched: available !== undefined,
      });
      return own(context);
    },
  },

  'availability:confirm': {
    handle: async (_input, context) => {
      const { account, id } = technician(context.actor);
      await answered(context, { account, technicianId: id });
      return own(context);
    },
  },
};
