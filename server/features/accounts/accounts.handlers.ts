import { AppError, fieldError } from '#protocol/errors';
import { Attempts } from '../../platform/attempts.ts';
import { findLink, spendLink } from '../../platform/links.ts';
import { endSessions, startSession } from '../../platform/sessions.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { changeTechnician, findTechnician, type TechnicianRow } from '../technicians/index.ts';
import { sessionView } from './accounts.store.ts';
import { createAccount } from './create-account.ts';
import { checkCredentials } from './sign-in.ts';

const self = async ({ db, actor }: Context): Promise<TechnicianRow> => {
  const { account, id } = technician(actor);
  const row = await findTechnician(db, account, id);
  if (!row) throw new AppError('unauthenticated');
  return row;
};

export const handlers: Feature<'accounts'>['handlers'] = {
  'account:set-up': {
    prepare: async ({ token, password }, { db, deps, now }) => {
      if (!(await findLink(db, deps.secrets, now, 'set-up', token))) throw new AppError('link_invalid');
      return deps.passwords.hash(password);
    },
    handle: async ({ token, account, name, email }, { db, deps, now, actedAs }, passwordHash) => {
      const link = await findLink(db, deps.secrets, now, 'set-up', token);
      if (!link) throw new AppError('link_invalid');
      await spendLink(db, link.id, now);
      const made = await createAccount(db, now, {
        account,
        name,
        email,
        passwordHash: passwordHash as string,
      });
      actedAs({ account: made.account, id: made.technicianId });
      return { email };
    },
  },

  'session:create': {
    prepare: checkCredentials,
    handle: async (_input, { db, deps, now, session, actedAs }, found) => {
      const row = found as TechnicianRow;
      actedAs(row);
      const started = await startSession(db, deps.secrets, now, {
        kind: 'technician',
        account: row.account,
        subjectId: row.id,
      });
      session.start('technician', started.token);
      return sessionView(db, row);
    },
  },

  'session:get': {
    handle: async ({ version }, context) => {
      const row = await self(context);
      return row.view_version === version ? { same: true, version } : sessionView(context.db, row);
    },
  },

  'session:end': {
    handle: async (_input, { db, actor, now, session, emit }) => {
      const { account, id, sessionId } = technician(actor);
      await endSessions(db, now, { subjectId: id, only: sessionId });
      session.end();
      emit({ type: 'session.ended', account, sessionIds: [sessionId] });
      return {};
    },
  },

  'profile:update': {
    handle: async ({ name, language }, context) => {
      const { account, id } = technician(context.actor);
      await changeTechnician(
        context.db,
        account,
        id,
        {
          ...(name !== undefined && { name }),
          ...(language !== undefined && { language }),
        },
        'edited',
      );
      context.emit({ type: 'technician.changed', account, technicianId: id });
      return sessionView(context.db, await self(context));
    },
  },

  'profile:change-password': {
    prepare: async ({ current, password }, { db, deps, actor, address }) => {
      const { account, id } = technician(actor);
      const keys = [Attempts.login(id), Attempts.address(address)];
      const retryAfter = deps.attempts.wait(keys);
      if (retryAfter > 0) throw new AppError('too_many_attempts', { params: { retryAfter } });
      const row = await findTechnician(db, account, id);
      if (!(await deps.passwords.verify(current, row?.password_hash ?? null))) {
        deps.attempts.failed(keys);
        throw fieldError('current', 'wrong_password');
      }
      return deps.passwords.hash(password);
    },
    handle: async (_input, { db, actor, now, emit }, passwordHash) => {
      const { account, id, sessionId } = technician(actor);
      await changeTechnician(db, account, id, { password_hash: passwordHash as string }, 'own');
      const sessionIds = await endSessions(db, now, { subjectId: id, except: sessionId });
      emit({ type: 'session.ended', account, sessionIds });
      return {};
    },
  },
};
