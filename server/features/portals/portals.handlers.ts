import { AppError, fieldError } from '#protocol/errors';
import { origin as originField } from '#protocol/fields';
import type { CommandInput } from '#protocol/index';
import { newId } from '../../platform/ids.ts';
import { technician } from '../actor.ts';
import { findCompany } from '../companies/index.ts';
import type { Context, Deps, Feature } from '../feature.ts';
import { claimName, currentName, namesOf } from '../hosts/index.ts';
import { followHours, hoursNow } from './portal-live.ts';
import { launcherView, visitorView } from './portal-view.ts';
import { portalCode } from './portal-code.ts';
import { originAllowed } from './portals.rules.ts';
import * as store from './portals.store.ts';

const find = async ({ db, actor }: Context, id: string): Promise<store.PortalRow> => {
  const row = await store.findPortal(db, technician(actor).account, id);
  if (!row) throw new AppError('not_found');
  return row;
};

const present = async (context: Context, id: string): Promise<store.PortalView> =>
  store.presentPortal(context.db, await find(context, id));

/** Where a portal may be used from: websites that embed it too, or its own pages alone (contract S1). */
export type From = 'listed websites' | 'own pages';

/** Whether a page may use a portal; a website that may not is remembered for the admin. */
export const mayEmbed = async (
  deps: Deps,
  portalId: string,
  origin: string | undefined,
  from: From = 'listed websites',
): Promise<boolean> => {
  const row = await store.findPublicPortal(deps.database.read, portalId);
  if (!row) return false;
  const own = (await namesOf(deps.database.read, row.id)).map((name) => deps.urls.portal(name));
  if (originAllowed(origin, store.allowedOrigins(row), own))
    return from !== 'own pages' || originAllowed(origin, [], own);
  // "null" is a sandboxed page or a file, and a client may send any text: nothing an admin could allow.
  const website = originField.safeParse(origin);
  if (website.success)
    deps.database
      .write((tx) => store.rememberRefused(tx, deps.clock.now(), row, website.data))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a refused website could not be remembered'));
  return false;
};

/** The portal a visitor asks for, if it exists and their page may use it. */
export const enterPortal = async (
  { db, deps, origin }: Pick<Context, 'db' | 'deps' | 'origin'>,
  portalId: string,
  from?: From,
): Promise<store.PortalRow> => {
  const row = await store.findPublicPortal(db, portalId);
  if (!row) throw new AppError('unknown_portal');
  if (!(await mayEmbed(deps, portalId, origin, from))) throw new AppError('origin_refused');
  return row;
};

const update = async (context: Context, row: store.PortalRow, input: CommandInput<'portal:update'>) => {
  const { db, now, emit } = context;
  const { account } = row;
  if (input.subdomain !== undefined)
    await claimName(db, now, { name: input.subdomain, account, portalId: row.id });
  if (input.origins) await store.forgetRefused(db, row, input.origins);
  await store.changePortal(
    db,
    account,
    row.id,
    {
      ...(input.status !== undefined && { status: input.status }),
      ...(input.origins && { origins: JSON.stringify([...new Set(input.origins)]) }),
    },
    'edited',
  );
  if (input.origins || input.subdomain !== undefined)
    emit({ type: 'portal.origins-changed', account, portalId: row.id });
  const closing = input.status === 'inactive' && row.status === 'active';
  const message = input.message?.trim() ? input.message : null;
  emit({
    type: 'portal.changed',
    account,
    portalId: row.id,
    closing: closing ? { chats: input.chats ?? 'finish', message } : null,
  });
};

export const handlers: Feature<'portals'>['handlers'] = {
  'portal:view': {
    handle: async ({ portalId, version }, context) => {
      const row = await enterPortal(context, portalId);
      return row.view_version === version ? { same: true, version } : visitorView(context.db, row);
    },
  },

  'portal:launcher': {
    handle: async ({ portalId, languages }, context) =>
      launcherView(context.db, await enterPortal(context, portalId), languages.split(',')),
  },

  'portal:frame': {
    handle: async ({ portalId }, context) => {
      const { id } = await enterPortal(context, portalId);
      const name = await currentName(context.db, id);
      if (!name) throw new AppError('unknown_portal');
      return { url: `${context.deps.urls.portal(name)}/frame` };
    },
  },

  'portal:list': {
    handle: async (_input, { db, actor }) => {
      const portals: store.PortalView[] = [];
      for (const row of await store.portalRows(db, technician(actor).account, null))
        portals.push(await store.presentPortal(db, row));
      return { portals: portals.sort((a, b) => a.company.name.localeCompare(b.company.name)) };
    },
  },

  'portal:create': {
    handle: async ({ companyId, subdomain, status }, context) => {
      const { db, now, emit } = context;
      const { account } = technician(context.actor);
      const company = await findCompany(db, account, companyId);
      if (!company) throw fieldError('companyId', 'invalid');
      if (company.portalId !== null) throw fieldError('companyId', 'has_portal');
      const id = newId();
      const hours = await hoursNow(context, account, companyId);
      await store.insertPortal(db, now, { id, account, companyId, status, origins: [], hours });
      await claimName(db, now, { name: subdomain, account, portalId: id });
      await followHours(context, account);
      emit({ type: 'portal.created', account, portalId: id });
      return present(context, id);
    },
  },

  'portal:update': {
    handle: async (input, context) => {
      const row = await find(context, input.portalId);
      if (row.version !== input.version) throw new AppError('stale');
      await update(context, row, input);
      return present(context, row.id);
    },
  },

  'portal:code': {
    handle: async ({ portalId }, context) => {
      const row = await find(context, portalId);
      const { urls, pinned } = context.deps;
      const subdomain = (await currentName(context.db, row.id)) ?? '';
      return portalCode(urls, { id: row.id, subdomain }, pinned);
    },
  },
};
