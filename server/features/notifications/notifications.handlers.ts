import { AppError } from '#protocol/errors';
import type { CommandOutput } from '#protocol/index';
import { dropJob, retryJob } from '../../platform/jobs/index.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { failedNotifications, hasFailed } from './failed.store.ts';

const list = async ({ db, actor }: Context): Promise<CommandOutput<'notification:failed'>> => ({
  failed: await failedNotifications(db, technician(actor).account),
});

/** One of the account's that was given up; foreign, missing and sent are the same. */
const checkFailed = async ({ db, actor }: Context, id: string): Promise<void> => {
  if (!(await hasFailed(db, technician(actor).account, id))) throw new AppError('not_found');
};

export const handlers: Feature<'notifications'>['handlers'] = {
  'notification:failed': { handle: (_input, context) => list(context) },

  'notification:resend': {
    handle: async ({ notificationId }, context) => {
      const { account } = technician(context.actor);
      await checkFailed(context, notificationId);
      await retryJob(context.db, context.now, notificationId);
      context.emit({ type: 'job.scheduled', account });
      context.emit({ type: 'notification.failed', account });
      return list(context);
    },
  },

  'notification:discard': {
    handle: async ({ notificationId }, context) => {
      await checkFailed(context, notificationId);
      await dropJob(context.db, notificationId);
      context.emit({ type: 'notification.failed', account: technician(context.actor).account });
      return list(context);
    },
  },
};
