import { technician } from '../actor.ts';
import type { Feature } from '../feature.ts';
import { allowedFor, planVersion, planView, storeAsk, touchPlan } from './plans.store.ts';

export const handlers: Feature<'plans'>['handlers'] = {
  'plan:get': {
    handle: async ({ version }, { actor, db }) => {
      const { account } = technician(actor);
      if (version !== undefined && (await planVersion(db, account)) === version)
        return { same: true, version };
      return planView(db, account);
    },
  },

  'flag:ask': {
    handle: async ({ flag }, { actor, db, now, emit }) => {
      const { account, id } = technician(actor);
      const isLocked = !(await allowedFor(db, account)).includes(flag);
      if (isLocked && (await storeAsk(db, now, { account, flag, technicianId: id }))) {
        await touchPlan(db, account);
        emit({ type: 'plan.changed', account });
      }
      return planView(db, account);
    },
  },
};
