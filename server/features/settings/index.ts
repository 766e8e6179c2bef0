import { defineFeature } from '../feature.ts';
import { withPermission } from '../technicians/index.ts';
import { handlers } from './settings.handlers.ts';

export { resolveByCompany, resolveSetting, resolveValues } from './settings.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** `companyId` is null for the account's own value. */
    'setting.changed': { key: string; companyId: string | null };
  }
}

/** Settings declared as data. */
export const settings = defineFeature({
  name: 'settings',
  handlers,
  publishers: {
    'setting.changed': async ({ account, key, companyId }, { db, push }) => {
      const level =
        companyId === null ? ({ kind: 'account' } as const) : ({ kind: 'company', companyId } as const);
      push.to('technician', await withPermission(db, account, 'setting.manage'), 'setting:changed', {
        key,
        level,
      });
    },
  },
});
