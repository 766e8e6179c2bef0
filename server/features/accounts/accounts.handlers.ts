import { AppError } from '#protocol/errors';
import { hashNewPassword } from '../../platform/new-password.ts';
import { endLinksOf, findLink, spendLink } from '../../platform/links.ts';
import { endSessions } from '../../platform/sessions.ts';
import { technician } from '../actor.ts';
import type { Context, Feature } from '../feature.ts';
import { changeTechnician, findTechnician, type TechnicianRow } from '../technicians/index.ts';
import { accountName, sessionView } from './accounts.store.ts';
import { createAccount } from './create-account.ts';
import { checkOwnPassword } from './own-password.ts';

const self = async ({ db, actor }: Context): Promise<TechnicianRow> => {
  const { account, id } = technician(actor);
  const row = await findTechnician(db, account, id);
  if (!row) throw new AppError('unauthenticated');
  return row;
};

export const handlers: Feature<'accounts'>['handlers'] = {
  'account:set-up': {
    prepare: async ({ token, password, account, name, email }, { db, deps, now }) => {
      if (!(await findLink(db, deps.secrets, now, 'set-up', token))) throw new AppError('link_invalid');
      return hashNewPassword(deps, password, [account, name, email]);
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
    prepare: async ({ current, password }, context) => {
      const row = await checkOwnPassword(current, context);
      const name = await accountName(context.db, row.account);
      return hashNewPassword(context.deps, password, [row.name, row.email, name]);
    },
    handle: async (_input, { db, actor, now, emit }, passwordHash) => {
      const { account, id, sessionId } = technician(actor);
      await changeTechnician(db, account, id, { password_hash: passwordHash as string }, 'own');
      // What the password before began, and a link that was made for whoever forgot it.
      await endLinksOf(db, now, id);
      const sessionIds = await endSessions(db, now, { subjectId: id, except: sessionId });
      emit({ type: 'session.ended', account, sessionIds });
      return {};
    },
  },
};
