import type { Migration } from 'kysely/migration';
import { mainJob } from './0001-main-job.ts';
import { jobs } from './0002-jobs.ts';
import { signIn } from './0003-sign-in.ts';
import { plans } from './0004-plans.ts';
import { sendPathAndLists } from './0005-send-path-and-lists.ts';
import { reminders } from './0006-reminders.ts';
import { commandsInOrder } from './0007-commands-in-order.ts';
import { identity } from './0008-identity.ts';
import { context } from './0009-context.ts';
import { presence } from './0010-presence.ts';
import { contactMethods } from './0011-contact-methods.ts';
import { queue } from './0012-queue.ts';
import { businessHours } from './0013-business-hours.ts';
import { assignment } from './0014-assignment.ts';
import { blocks } from './0015-blocks.ts';
import { missed } from './0016-missed.ts';
import { due } from './0017-due.ts';

/** In order; a name once released never changes. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-main-job': mainJob,
  '0002-jobs': jobs,
  '0003-sign-in': signIn,
  '0004-plans': plans,
  '0005-send-path-and-lists': sendPathAndLists,
  '0006-reminders': reminders,
  '0007-commands-in-order': commandsInOrder,
  '0008-identity': identity,
  '0009-context': context,
  '0010-presence': presence,
  '0011-contact-methods': contactMethods,
  '0012-queue': queue,
  '0013-business-hours': businessHours,
  '0014-assignment': assignment,
  '0015-blocks': blocks,
  '0016-missed': missed,
  '0017-due': due,
};
