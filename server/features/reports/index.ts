import { AppError, fieldError } from '#protocol/errors';
import { technician } from '../actor.ts';
import { findCompany } from '../companies/index.ts';
import { defineFeature } from '../feature.ts';
import { missedReport } from './missed.store.ts';

/** A year and a day: longer than anybody compares, and short enough to count at once. */
const LONGEST = 366 * 24 * 3_600_000;

/** What was, for admins. */
export const reports = defineFeature({
  name: 'reports',
  handlers: {
    'report:missed': {
      handle: async ({ from, to, companyId = null }, { db, actor }) => {
        const { account } = technician(actor);
        if (to <= from || to - from > LONGEST) throw fieldError('to', 'invalid');
        if (companyId !== null && !(await findCompany(db, account, companyId)))
          throw new AppError('not_found');
        return missedReport(db, { account, companyId, from, to });
      },
    },
  },
});
