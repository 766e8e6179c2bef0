import { defineFeature } from '../feature.ts';
import { withAccess } from '../technicians/index.ts';
import { handlers } from './blocks.handlers.ts';

export { deleteBlocks, insertBlock, isBlocked, type Blocked, type BlockKind } from './blocks.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    /** Somebody or something was blocked in a company, or let in again. */
    'block.changed': { companyId: string };
  }
}

/** Who is not let ask for help (any more). */
export const blocks = defineFeature({
  name: 'blocks',
  handlers,
  publishers: {
    'block.changed': async ({ account, companyId }, { db, push }) =>
      push.to('technician', await withAccess(db, account, companyId), 'block:list-changed', {}),
  },
});
