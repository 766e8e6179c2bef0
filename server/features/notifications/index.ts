import { defineFeature } from '../feature.ts';
import { findRequest } from '../requests/index.ts';
import { withAccess } from '../technicians/index.ts';
import { announces } from './notifications.rules.ts';

/** Who is told of what. */
export const notifications = defineFeature({
  name: 'notifications',
  handlers: {},
  publishers: {
    'request.opened': async ({ account, requestId }, { db, push }) => {
      const request = await findRequest(db, account, requestId);
      if (!request || !announces(request)) return;
      const { number, name: customer, companyName: company } = request;
      const available = await withAccess(db, account, request.company_id, true);
      push.to('technician', available, 'notification:request', { requestId, number, customer, company });
    },
  },
});
