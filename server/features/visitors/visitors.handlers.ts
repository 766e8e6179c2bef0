import { AppError } from '#protocol/errors';
import { newId } from '../../platform/ids.ts';
import { createLink, findLink, spendLink } from '../../platform/links.ts';
import {
  endSessions,
  findSessionById,
  startSession,
  type Session,
  type SessionKind,
} from '../../platform/sessions.ts';
import { customer } from '../actor.ts';
import { loadContact } from '../contacts/index.ts';
import type { Customer, Feature } from '../feature.ts';
import { enterPortal } from '../portals/index.ts';
import type { Db } from '../../platform/database/index.ts';
import { insertVisitor, loadVisitor } from './visitors.store.ts';

/** Whose sessions can be taken over. */
const LOADERS: Partial<Record<SessionKind, (db: Db, session: Session) => Promise<Customer | null>>> = {
  visitor: loadVisitor,
  contact: loadContact,
};

export const handlers: Feature<'visitors'>['handlers'] = {
  'visitor:create': {
    handle: async ({ portalId }, context) => {
      const portal = await enterPortal(context, portalId);
      if (portal.status === 'inactive') throw new AppError('portal_inactive');
      const id = newId();
      const { account } = portal;
      await insertVisitor(context.db, context.now, { id, account, portalId });
      const session = { kind: 'visitor', account, subjectId: id } as const;
      const { token } = await startSession(context.db, context.deps.secrets, context.now, session);
      context.session.start('visitor', token);
      return { token, visitorId: id };
    },
  },

  'visitor:hand-over': {
    handle: async (_input, { db, deps, now, actor }) => {
      const { account, sessionId } = customer(actor);
      const link = { purpose: 'hand-over', account, technicianId: null, sessionId } as const;
      const { token, expiresAt } = await createLink(db, deps.secrets, now, link);
      return { code: token, expiresAt };
    },
  },

  'visitor:take-over': {
    handle: async ({ portalId, code }, context) => {
      const { db, deps, now } = context;
      const portal = await enterPortal(context, portalId);
      const link = await findLink(db, deps.secrets, now, 'hand-over', code);
      const from = link?.sessionId ? await findSessionById(db, now, link.sessionId) : null;
      const me = from && (await LOADERS[from.kind]?.(db, from));
      if (!link || !from || me?.portalId !== portal.id) throw new AppError('link_invalid');
      // What a website is not to read, none may fetch (contract S1).
      if (me.kind === 'contact') await enterPortal(context, portalId, 'own pages');
      await spendLink(db, link.id, now);
      const { kind, account, subjectId, keyId } = from;
      const session = { kind, account, subjectId, keyId, from };
      const { token } = await startSession(db, deps.secrets, now, session);
      context.session.start(kind, token);
      const contact = me.kind === 'contact' ? { id: me.id, name: me.name, email: me.email } : null;
      return { token, visitorId: me.id, contact };
    },
  },

  'visitor:end': {
    handle: async ({ everywhere }, { db, now, actor, emit }) => {
      const { account, id, sessionId } = customer(actor);
      const which = everywhere ? {} : { only: sessionId };
      const sessionIds = await endSessions(db, now, { subjectId: id, ...which });
      emit({ type: 'session.ended', account, sessionIds });
      return {};
    },
  },
};
