import { z } from 'zod';
import { define } from './define.ts';
import {
  commandId,
  id,
  known,
  language,
  name,
  optionalText,
  origin,
  same,
  subdomain,
  time,
  version,
} from './fields.ts';
import { named } from './names.ts';

const status = named('PortalStatus', z.enum(['active', 'inactive']));

/** A portal as its admin sees it. */
export const portal = named(
  'Portal',
  z.object({
    id,
    company: z.object({ id, name }),
    subdomain,
    status,
    /** A chat is to be had: within business hours, and one or more technicians with access are Available. */
    live: z.boolean(),
    /** Within business hours; also where there are none. */
    open: z.boolean(),
    /** When business hours begin or end next; null where there are none. */
    hoursChangeAt: time.nullable(),
    /** How many technicians have access; 0 is worth a warning: nobody can ever be Available. */
    technicians: z.int().nonnegative(),
    /** Websites that may embed it, exact. The portal's own address always may. */
    origins: z.array(origin),
    /** Websites that tried and are not listed. */
    refusedOrigins: z.array(z.object({ origin, lastAt: time, count: z.int() })),
    createdAt: time,
    version,
  }),
);

const ownWords = z.partialRecord(language, z.string());

/**
 * What a visitor without a request of their own sees: the cell of the table in G19.
 * `live-form`: a request, then live chat. `offline-form`: a request that is kept. `closed`: "Service unavailable".
 */
export const portalView = named(
  'PortalView',
  z.object({
    portalId: id,
    kind: z.enum(['live-form', 'offline-form', 'closed']),
    /** The admin's own words instead of the built-in ones, by language; `welcome` and `away` stand over the form. */
    texts: z.object({ welcome: ownWords, away: ownWords, unavailable: ownWords }),
    /** What it is called, where its logo is (a path on this server), and custom properties for its looks. */
    brand: z.object({
      name: z.string().nullable(),
      logo: z.string().nullable(),
      style: z.record(z.string(), z.string()),
    }),
    /** What the form asks for. */
    emailRequired: z.boolean(),
    /** Outside business hours: when they begin again. */
    opensAt: time.nullable(),
    version,
  }),
);

/** One text for each way to put a portal into a website. */
const ways = named('PortalWays', z.object({ popup: z.string(), inline: z.string(), launcher: z.string() }));

/** Companies' portals: status, address, origins, codes, and what a visitor sees. */
export default define({
  commands: {
    'portal:view': {
      summary: 'What a visitor sees in this portal. Over a socket, changes are pushed as `portal:changed`.',
      http: { method: 'GET', path: '/api/portals/:portalId/view' },
      input: z.object({ portalId: id, version: known }),
      output: z.union([portalView, same]),
      errors: ['unknown_portal', 'origin_refused'],
      permission: 'anyone',
      scope: 'portal',
      subscribes: 'portal',
    },
    'portal:launcher': {
      summary:
        'What a launcher needs before anything else is loaded: whether a chat is to be had, its words in the first of these languages there is (comma-separated, best first), and rules for its looks.',
      http: { method: 'GET', path: '/api/portals/:portalId/launcher' },
      /** 2000: whatever a browser and a page may say of languages. */
      input: z.object({ portalId: id, languages: z.string().max(2000) }),
      output: z.object({
        kind: portalView.shape.kind,
        words: z.object({ name: z.string(), retry: z.string() }),
        style: z.string(),
      }),
      errors: ['unknown_portal', 'origin_refused'],
      permission: 'anyone',
      scope: 'portal',
    },
    'portal:frame': {
      summary:
        'Where the portal runs on an origin of its own, to be shown in a frame: only websites that may embed it can.',
      http: { method: 'GET', path: '/api/portals/:portalId/frame' },
      input: z.object({ portalId: id }),
      output: z.object({ url: z.string() }),
      errors: ['unknown_portal', 'origin_refused'],
      permission: 'anyone',
      scope: 'portal',
    },
    'portal:list': {
      summary: 'Portals of the account, by company.',
      http: { method: 'GET', path: '/api/portals' },
      input: z.object({}),
      output: z.object({ portals: z.array(portal) }),
      permission: 'portal.manage',
      scope: 'account',
    },
    'portal:create': {
      summary:
        'Create the portal of a company. A second one for a company and a taken subdomain are refused on their field.',
      input: z.object({ commandId, companyId: id, subdomain, status }),
      output: portal,
      permission: 'portal.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
    'portal:update': {
      summary:
        'Change subdomain, status or allowed origins. Going Inactive keeps chats in progress open unless `chats` is `close`, with an optional last message.',
      input: z.object({
        commandId,
        portalId: id,
        version,
        subdomain: subdomain.optional(),
        status: status.optional(),
        origins: z.array(origin).max(100).optional(),
        chats: z.enum(['finish', 'close']).optional(),
        message: optionalText(1000).optional(),
      }),
      output: portal,
      errors: ['not_found', 'stale'],
      permission: 'portal.manage',
      scope: 'account',
      changes: 'once',
      audited: true,
    },
    'portal:code': {
      summary:
        'The URL and the codes to paste into a website, each with an example, a page that shows it at work, and the Content-Security-Policy it needs. `pinned`: with a script that never changes and an `integrity`; null where the build has none.',
      http: { method: 'GET', path: '/api/portals/:portalId/code' },
      input: z.object({ portalId: id }),
      output: z.object({
        url: z.string(),
        ...ways.shape,
        examples: z.object({ url: z.string(), ...ways.shape }),
        pinned: z.object({ ...ways.shape, examples: ways, previews: ways }).nullable(),
        csp: ways,
        previews: ways,
      }),
      errors: ['not_found'],
      permission: 'portal.manage',
      scope: 'account',
    },
  },
  events: {
    'portal:changed': {
      summary: 'What a visitor sees changed: the new view.',
      payload: portalView,
      room: 'portal',
    },
    'portal:list-changed': {
      summary:
        'A portal is new, or what its admin sees of it changed: status, who can answer, business hours.',
      payload: z.object({ portalId: id }),
      room: 'technician',
    },
  },
});
