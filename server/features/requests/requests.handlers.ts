import { AppError, type ErrorCode } from '#protocol/errors';
import type { CommandOutput } from '#protocol/index';
import { customer, technician } from '../actor.ts';
import type { Context, Feature, Technician } from '../feature.ts';
import { colleaguesFor } from './colleagues.store.ts';
import { checkDue } from './due.ts';
import { changeAndTell, giveTo, technicianAuthor } from './request-changes.ts';
import { canSee, dueRefusal, spamRefusal, takeRefusal, workRefusal } from './requests.rules.ts';
import { markSpam } from './spam.ts';
import { listRequests, listVersion } from './request-lists.store.ts';
import { findRequest, presentRequest, type RequestRow } from './requests.store.ts';

/** A request the technician sees; foreign, unlisted and missing are the same. */
const find = async ({ db, actor }: Context, id: string): Promise<RequestRow> => {
  const me = technician(actor);
  const row = await findRequest(db, me.account, id);
  if (!row || !canSee(me, row)) throw new AppError('not_found');
  return row;
};

const work = async (
  context: Context,
  id: string,
  refusal: (me: Technician, row: RequestRow) => ErrorCode | null,
): Promise<{ me: Technician; row: RequestRow }> => {
  const me = technician(context.actor);
  const row = await find(context, id);
  const code = refusal(me, row);
  if (code) throw new AppError(code);
  return { me, row };
};

const answer = (row: RequestRow): CommandOutput<'request:get'> => ({ request: presentRequest(row) });

/** The technicians' side of requests. */
export const technicianHandlers: Pick<
  Feature<'requests'>['handlers'],
  | 'request:list'
  | 'request:get'
  | 'request:take'
  | 'request:unassign'
  | 'request:close'
  | 'request:colleagues'
  | 'request:transfer'
  | 'request:mark-spam'
  | 'request:set-due'
> = {
  'request:list': {
    handle: async (query, { db, actor }) => {
      const me = technician(actor);
      const version = await listVersion(db, me);
      if (version === query.version) return { same: true, version };
      return { ...(await listRequests(db, me, query)), version };
    },
  },

  'request:get': {
    handle: async ({ requestId }, context) => answer(await find(context, requestId)),
  },

  'request:take': {
    handle: async ({ requestId, commandId }, context) => {
      const { me, row } = await work(context, requestId, (me, row) => takeRefusal(me, row, row.portalStatus));
      if (row.technician_id === me.id) return answer(row);
      return answer(await giveTo(context, row, me, commandId));
    },
  },

  'request:unassign': {
    handle: async ({ requestId, commandId }, context) => {
      const { me, row } = await work(context, requestId, workRefusal);
      const author = technicianAuthor(me);
      const change = { status: 'new', technician_id: null, returned_by: me.id } as const;
      const returned = await changeAndTell(context, row, change, { status: 'returned', author, commandId });
      context.emit({ type: 'request.returned', account: row.account, requestId, by: me.id });
      return answer(returned);
    },
  },

  'request:colleagues': {
    handle: async ({ requestId }, context) => {
      const me = technician(context.actor);
      const row = await find(context, requestId);
      return { colleagues: await colleaguesFor(context.db, me.account, row.company_id, me.id) };
    },
  },

  'request:transfer': {
    handle: async ({ requestId, technicianId, commandId }, context) => {
      const { me, row } = await work(context, requestId, workRefusal);
      const colleagues = await colleaguesFor(context.db, me.account, row.company_id, me.id);
      const to = colleagues.find(({ id }) => id === technicianId);
      // Unavailable means silence, also for a colleague’s chat (G12).
      if (!to?.available) throw new AppError('stale');
      const given = await giveTo(context, row, to, commandId);
      context.emit({ type: 'request.assigned', account: me.account, requestId, from: me.name });
      return answer(given);
    },
  },

  'request:set-due': {
    handle: async ({ requestId, dueAt }, context) => {
      const { row } = await work(context, requestId, dueRefusal);
      checkDue(context.now, dueAt);
      return answer(await changeAndTell(context, row, { due_at: dueAt }, null));
    },
  },

  'request:mark-spam': {
    handle: async (input, context) => {
      const { me, row } = await work(context, input.requestId, spamRefusal);
      return answer(await markSpam(context, me, row, input));
    },
  },

  'request:close': {
    handle: async ({ requestId, commandId }, context) => {
      const { me, row } = await work(context, requestId, workRefusal);
      const author = technicianAuthor(me);
      return answer(
        await changeAndTell(
          context,
          row,
          { status: 'completed' },
          { status: 'completed', author, commandId },
        ),
      );
    },
  },
};

/** The visitor behind a call, with their own request by this id. */
export const ownRequest = async ({ db, actor }: Context, id: string): Promise<RequestRow> => {
  const me = customer(actor);
  const row = await findRequest(db, me.account, id);
  if (!row || row.visitor_id !== me.id) throw new AppError('not_found');
  return row;
};
