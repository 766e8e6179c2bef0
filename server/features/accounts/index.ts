import { defineFeature } from '../feature.ts';
import { findTechnician } from '../technicians/index.ts';
import { handlers } from './accounts.handlers.ts';
import { sessionView } from './accounts.store.ts';

export { accountName, hasAccounts, sessionView } from './accounts.store.ts';
export { createAccount } from './create-account.ts';
export { checkOwnPassword } from './own-password.ts';
export { disableAccount, enableAccount } from './disable-account.ts';
export { accountsNamed, adminsOf, endSetUp, listAccounts, type AccountRow } from './operate-accounts.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    'session.ended': { sessionIds: string[] };
    /** The operator closed the account, or opened it again. */
    'account.disabled': object;
    'account.enabled': object;
  }
}

/** Set-up of accounts, and the own profile of technicians and admins. */
export const accounts = defineFeature({
  name: 'accounts',
  handlers,
  publishers: {
    'session.ended': ({ sessionIds }, { push }) => push.cut(sessionIds),
    'account.disabled': ({ account }, { push }) => push.cutAccount(account),
    'technician.changed': async ({ account, technicianId }, { db, push }) => {
      const row = await findTechnician(db, account, technicianId);
      if (row) push.to('technician', row.id, 'session:changed', await sessionView(db, row));
    },
  },
});
