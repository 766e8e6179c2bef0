import { defineFeature } from '../feature.ts';
import { withPermission } from '../technicians/index.ts';
import { handlers } from './plans.handlers.ts';
import { planView } from './plans.store.ts';

export {
  changeFlag,
  definePlan,
  givePlan,
  listAsks,
  listPlans,
  planExists,
  planSummary,
  type Operating,
} from './operate-plans.ts';
export { isFeatureFlag } from './plans.rules.ts';
export { enterSection } from './sections.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** What an account is allowed, or what it has asked the operator for. */
    'plan.changed': object;
  }
}

/** What the operator allows an account: feature flags, and plans as named sets of them (A33, T9). */
export const plans = defineFeature({
  name: 'plans',
  handlers,
  publishers: {
    'plan.changed': async ({ account }, { db, push }) => {
      // A section that has just been locked is left at once by whoever reads in it.
      for (const id of await withPermission(db, account, 'profile.own')) await push.refresh(id);
      const admins = await withPermission(db, account, 'setting.manage');
      push.to('technician', admins, 'plan:changed', await planView(db, account));
    },
  },
});
