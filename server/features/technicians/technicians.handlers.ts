import { AppError, fieldError } from '#protocol/errors';
import type { CommandInput } from '#protocol/index';
import type { Db } from '../../platform/database/index.ts';
import { newId } from '../../platform/ids.ts';
import { hashNewPassword } from '../../platform/new-password.ts';
import { createLink, endLinksOf, findLink, spendLink, type Link } from '../../platform/links.ts';
import { endSessions } from '../../platform/sessions.ts';
import { technician } from '../actor.ts';
import { ownIds } from '../companies/index.ts';
import type { Context, Feature } from '../feature.ts';
import * as store from './technicians.store.ts';
import { findView, listViews, type TechnicianView } from './technician-views.store.ts';

const find = async ({ db, actor }: Context, id: string): Promise<store.TechnicianRow> => {
  const found = await store.findTechnician(db, technician(actor).account, id);
  if (!found) throw new AppError('not_found');
  return found;
};

const present = async ({ db, actor }: Context, id: string): Promise<TechnicianView> =>
  (await findView(db, technician(actor).account, id))!;

/** Companies of another account cannot be given, and are not told from missing ones. */
const checkAccess = async (db: Db, account: string, access: store.Access): Promise<void> => {
  if (access.kind === 'all') return;
  const own = new Set(await ownIds(db, account, access.companyIds));
  if (access.companyIds.some((id) => !own.has(id))) throw fieldError('access', 'invalid');
};

/** How somebody without a password, or who forgot it, chooses one. */
const LINKS = ['invitation', 'reset'] as const;

const linkFor = async (
  { db, deps, now, actor }: Context,
  technicianId: string,
  purpose: (typeof LINKS)[number],
) => {
  const { account } = technician(actor);
  const link = await createLink(db, deps.secrets, now, { purpose, account, technicianId });
  // In the fragment: it reaches no server, log or referrer.
  return { url: `${deps.urls.console}/invitation#${link.token}`, expiresAt: link.expiresAt };
};

/** What a change of role, access or state comes to; refuses to leave an account without an admin. */
const toChange = async (
  context: Context,
  row: store.TechnicianRow,
  input: CommandInput<'technician:update'>,
): Promise<store.TechnicianChange> => {
  const change: store.TechnicianChange = {};
  if (input.name !== undefined) change.name = input.name;
  if (input.role !== undefined) change.role = input.role;
  if (input.access !== undefined) change.access = input.access.kind;
  if (input.disabled !== undefined)
    change.disabled_at = input.disabled ? (row.disabled_at ?? context.now) : null;
  if (input.disabled) change.available = 0;
  const stays = (change.role ?? row.role) === 'admin' && (change.disabled_at ?? null) === null;
  const was = row.role === 'admin' && row.disabled_at === null;
  if (was && !stays && (await store.otherAdmins(context.db, row.account, row.id)) === 0)
    throw fieldError(input.disabled ? 'disabled' : 'role', 'last_admin');
  return change;
};

const accountName = async (db: Db, account: string): Promise<string> =>
  (await db.selectFrom('accounts').select('name').where('id', '=', account).executeTakeFirstOrThrow()).name;

const usableLink = async (
  { db, deps, now }: Pick<Context, 'db' | 'deps' | 'now'>,
  token: string,
): Promise<{ link: Link; row: store.TechnicianRow }> => {
  const link = await findLink(db, deps.secrets, now, LINKS, token);
  const row =
    link?.account && link.technicianId ? await store.findActive(db, link.account, link.technicianId) : null;
  if (!link || !row) throw new AppError('link_invalid');
  return { link, row };
};

export const handlers: Feature<'technicians'>['handlers'] = {
  'technician:list': {
    handle: async (_input, { db, actor }) => ({
      technicians: await listViews(db, technician(actor).account),
    }),
  },

  'technician:invite': {
    handle: async ({ name, email, role, access }, context) => {
      const { account } = technician(context.actor);
      if (await store.emailTaken(context.db, account, email)) throw fieldError('email', 'taken');
      await checkAccess(context.db, account, access);
      const id = newId();
      await store.insertTechnician(context.db, context.now, {
        id,
        account,
        name,
        email,
        role,
        access,
        passwordHash: null,
      });
      return { technician: await present(context, id), invitation: await linkFor(context, id, 'invitation') };
    },
  },

  'technician:renew-link': {
    handle: async ({ technicianId }, context) => {
      // The own password is changed by saying it: an open console alone is not enough.
      if (technicianId === context.actor.id) throw new AppError('forbidden');
      const row = await find(context, technicianId);
      if (row.disabled_at !== null) throw new AppError('not_found');
      return linkFor(context, row.id, row.password_hash === null ? 'invitation' : 'reset');
    },
  },

  'technician:update': {
    handle: async (input, context) => {
      const row = await find(context, input.technicianId);
      if (row.version !== input.version) throw new AppError('stale');
      if (input.access) await checkAccess(context.db, row.account, input.access);
      const change = await toChange(context, row, input);
      await store.changeTechnician(context.db, row.account, row.id, change, 'edited');
      if (input.access)
        await store.giveAccess(
          context.db,
          row.account,
          row.id,
          input.access.kind === 'chosen' ? input.access.companyIds : [],
        );
      if (input.disabled) {
        await endLinksOf(context.db, context.now, row.id);
        const sessionIds = await endSessions(context.db, context.now, { subjectId: row.id });
        context.emit({ type: 'session.ended', account: row.account, sessionIds });
      }
      context.emit({ type: 'technician.changed', account: row.account, technicianId: row.id });
      return present(context, row.id);
    },
  },

  'invitation:get': {
    handle: async ({ token }, context) => {
      const { link, row } = await usableLink(context, token);
      const account = await accountName(context.db, row.account);
      return {
        name: row.name,
        email: row.email,
        account,
        purpose: link.purpose === 'reset' ? 'reset' : 'invitation',
      };
    },
  },

  'invitation:accept': {
    prepare: async ({ token, password }, context) => {
      const { row } = await usableLink(context, token);
      const account = await accountName(context.db, row.account);
      return hashNewPassword(context.deps, password, [row.name, row.email, account]);
    },
    handle: async ({ token }, context, passwordHash) => {
      const { link, row } = await usableLink(context, token);
      await spendLink(context.db, link.id, context.now);
      await endLinksOf(context.db, context.now, row.id);
      context.actedAs(row);
      await store.changeTechnician(
        context.db,
        row.account,
        row.id,
        { password_hash: passwordHash as string },
        'edited',
      );
      const sessionIds = await endSessions(context.db, context.now, { subjectId: row.id });
      context.emit({ type: 'session.ended', account: row.account, sessionIds });
      context.emit({ type: 'technician.changed', account: row.account, technicianId: row.id });
      return { email: row.email };
    },
  },
};
