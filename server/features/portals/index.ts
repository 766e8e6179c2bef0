import { defineFeature, type Changing, type PublishContext } from '../feature.ts';
import { resolveSetting } from '../settings/index.ts';
import { withPermission } from '../technicians/index.ts';
import { brandingSettings } from './branding.settings.ts';
import { visitorView } from './portal-view.ts';
import { changeHours, followHours, refreshLive } from './portal-live.ts';
import { handlers } from './portals.handlers.ts';
import { businessHours, emailRequired, reachableOnly, waitingOffer } from './portals.settings.ts';
import { changePortal, findPortal, portalRows } from './portals.store.ts';

export { embedPolicy, portalCode, WAYS, type Way } from './portal-code.ts';
export { pageBrand, pictureOf } from './portal-view.ts';
export { enterPortal, mayEmbed, type From } from './portals.handlers.ts';
export {
  isLive,
  requestView,
  type PortalStatus,
  type RequestOrigin,
  type RequestStatus,
} from './portals.rules.ts';
export { emailRequired, waitingOffer } from './portals.settings.ts';
export {
  allowedOrigins,
  findPortal,
  findPublicPortal,
  insertPortal,
  touchPortals,
  type PortalRow,
} from './portals.store.ts';

declare module '../feature.ts' {
  interface DomainEvents {
    'portal.created': { portalId: string };
    'portal.origins-changed': { portalId: string };
    /** What a visitor sees changed. `closing`: it went Inactive, and what becomes of its chats (G23). */
    'portal.changed': {
      portalId: string;
      closing: { chats: 'finish' | 'close'; message: string | null } | null;
    };
    /** Business hours have begun or ended for portals of these companies (G24). */
    'portal.hours-changed': { opened: string[]; closed: string[] };
  }
}

/** What of the settings a visitor sees. */
const SHOWN: ReadonlySet<string> = new Set([...brandingSettings, emailRequired].map(({ key }) => key));

const refresh = async ({ account }: { account: string }, context: Changing): Promise<void> => {
  await refreshLive(context, account);
};

/** Somebody can be reached, or cannot any more: of interest only where the account asks for it. */
const followReach = async ({ account }: { account: string }, context: Changing): Promise<void> => {
  if ((await resolveSetting(context.db, reachableOnly, account, null)).value)
    await refreshLive(context, account);
};

const tellAdmins = async (
  { account, portalId }: { account: string; portalId: string },
  { db, push }: PublishContext,
): Promise<void> => {
  const admins = await withPermission(db, account, 'portal.manage');
  push.to('technician', admins, 'portal:list-changed', { portalId });
};

/** Companies' portals: status, address, origins, codes, and what a visitor sees. */
export const portals = defineFeature({
  name: 'portals',
  handlers,
  settings: [...brandingSettings, emailRequired, waitingOffer, reachableOnly, businessHours],
  jobs: [changeHours],
  reactions: {
    'availability.changed': refresh,
    'technician.changed': refresh,
    'presence.changed': followReach,
    'contact-methods.changed': followReach,
    'setting.changed': async ({ account, key, companyId }, context) => {
      if (key === reachableOnly.key) await refreshLive(context, account);
      if (key === businessHours.key) await followHours(context, account);
      if (!SHOWN.has(key)) return;
      for (const row of await portalRows(context.db, account, companyId)) {
        await changePortal(context.db, account, row.id, {}, 'view');
        context.emit({ type: 'portal.changed', account, portalId: row.id, closing: null });
      }
    },
  },
  publishers: {
    'portal.origins-changed': ({ portalId }, { push }) => push.recheckOrigins(portalId),
    'portal.created': tellAdmins,
    'portal.changed': async (event, context) => {
      const { account, portalId } = event;
      const row = await findPortal(context.db, account, portalId);
      if (row) context.push.to('portal', portalId, 'portal:changed', await visitorView(context.db, row));
      await tellAdmins(event, context);
    },
  },
});
