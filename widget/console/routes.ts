import type { Permission } from '#protocol/permissions';
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from '../features/requests/console-requests.store.ts';
import type { Key } from '../i18n/i18n.ts';
import type { ConsoleTexts } from '../i18n/locales/en/console.ts';
import type { App } from './app.ts';

/** One page of the console. Its elements are loaded when it is first opened. */
export interface Route {
  pattern: RegExp;
  title: Key<ConsoleTexts>;
  /** Who lacks it sees "only for admins". */
  permission?: Permission;
  /** Where it stands under Configure. */
  settings?: { path: string; icon: string };
  load: () => Promise<unknown>;
  render: (app: App, parameter: string) => TemplateResult;
}

const requests = (): Promise<unknown> => import('../features/requests/console-elements.ts');

const list = (app: App, view: View): TemplateResult =>
  html`<support-requests-page
    .i18n=${app.i18n}
    .store=${app.requests}
    .availability=${app.availability}
    view=${view}
    >${
      view === 'all' && app.session.may('portal.manage')
        ? html`<support-first-steps slot="first" .i18n=${app.i18n} .app=${app}></support-first-steps>`
        : nothing
    }</support-requests-page
  >`;

export const ROUTES: readonly Route[] = [
  {
    pattern: /^\/requests\/(all|new|active|completed|spam)$/,
    title: 'frame:requests',
    load: requests,
    render: (app, view) => list(app, view as View),
  },
  {
    pattern: /^\/requests\/mine$/,
    title: 'frame:my_requests',
    load: requests,
    render: (app) => list(app, 'mine'),
  },
  {
    pattern: /^\/requests\/([0-9a-f-]{36})$/,
    title: 'frame:requests',
    load: requests,
    render: (app, id) =>
      html`<support-request-page
        .i18n=${app.i18n}
        .transport=${app.transport}
        .list=${app.requests}
        .chats=${app.chats}
        me=${app.session.session?.technician.id ?? ''}
        request=${id}
        @support-looking=${(event: { threadId: string | null }) => (app.alerts.looking = event.threadId)}
      ></support-request-page>`,
  },
  {
    pattern: /^\/reports\/missed$/,
    title: 'reports:missed_title',
    permission: 'report.view',
    load: () => import('../features/reports/console-elements.ts'),
    render: (app) =>
      html`<support-missed-page
        .i18n=${app.i18n}
        .transport=${app.transport}
        .companies=${app.companies}
      ></support-missed-page>`,
  },
  {
    pattern: /^\/configure\/portals$/,
    title: 'frame:configure_portals',
    permission: 'portal.manage',
    settings: { path: '/configure/portals', icon: 'globe' },
    load: () =>
      Promise.all([
        import('../features/portals/console-elements.ts'),
        import('../features/contacts/console-elements.ts'),
      ]),
    render: (app) =>
      html`<support-portals-page
        .i18n=${app.i18n}
        .store=${app.portals}
        .companies=${app.companies}
      ></support-portals-page>`,
  },
  {
    pattern: /^\/configure\/chat-requests$/,
    title: 'frame:configure_chat_requests',
    permission: 'setting.manage',
    settings: { path: '/configure/chat-requests', icon: 'inbox' },
    load: () => import('../features/settings/console-elements.ts'),
    render: (app) =>
      html`<support-chat-requests-page
        .i18n=${app.i18n}
        .drafts=${app.hoursDrafts}
        .transport=${app.transport}
        .companies=${app.companies}
      ></support-chat-requests-page>`,
  },
  {
    pattern: /^\/configure\/companies$/,
    title: 'frame:configure_companies',
    permission: 'company.manage',
    settings: { path: '/configure/companies', icon: 'building' },
    load: () => import('../features/companies/console-elements.ts'),
    render: (app) =>
      html`<support-companies-page .i18n=${app.i18n} .store=${app.companies}></support-companies-page>`,
  },
  {
    pattern: /^\/configure\/technicians$/,
    title: 'frame:configure_technicians',
    permission: 'technician.manage',
    settings: { path: '/configure/technicians', icon: 'users' },
    load: () => import('../features/technicians/console-elements.ts'),
    render: (app) =>
      html`<support-technicians-page
        .i18n=${app.i18n}
        .store=${app.technicians}
        .companies=${app.companies}
        me=${app.session.session?.technician.id ?? ''}
      ></support-technicians-page>`,
  },
  {
    pattern: /^\/configure\/contact-methods$/,
    title: 'frame:configure_contact_methods',
    settings: { path: '/configure/contact-methods', icon: 'bell' },
    load: () =>
      Promise.all([
        import('../features/contact-methods/console-elements.ts'),
        import('../features/notifications/console-elements.ts'),
      ]),
    render: (app) =>
      html`<support-contact-methods-page
        .i18n=${app.i18n}
        .store=${app.contactMethods}
        .failed=${app.failed}
        .session=${app.session}
      ></support-contact-methods-page>`,
  },
  {
    pattern: /^\/configure\/blocked$/,
    title: 'frame:configure_blocked',
    permission: 'request.work',
    settings: { path: '/configure/blocked', icon: 'ban' },
    load: () => import('../features/blocks/console-elements.ts'),
    render: (app) =>
      html`<support-blocks-page .i18n=${app.i18n} .transport=${app.transport}></support-blocks-page>`,
  },
  {
    pattern: /^\/configure\/sections$/,
    title: 'frame:configure_sections',
    permission: 'setting.manage',
    settings: { path: '/configure/sections', icon: 'layers' },
    load: () => import('../features/plans/console-elements.ts'),
    render: (app) =>
      html`<support-sections-page .i18n=${app.i18n} .store=${app.plan}></support-sections-page>`,
  },
  {
    pattern: /^\/configure\/security$/,
    title: 'frame:configure_security',
    settings: { path: '/configure/security', icon: 'lock' },
    load: () => import('../features/sign-in/console-elements.ts'),
    render: (app) =>
      html`<support-security-page
        .i18n=${app.i18n}
        .store=${app.security}
        .session=${app.session}
        .policy=${app.policy}
      ></support-security-page>`,
  },
  {
    pattern: /^\/configure\/app$/,
    title: 'frame:configure_app',
    settings: { path: '/configure/app', icon: 'sliders' },
    load: () => import('../features/accounts/console-elements.ts'),
    render: (app) =>
      html`<support-app-settings-page
        .i18n=${app.i18n}
        .store=${app.session}
        .preferences=${app.preferences}
        .sound=${app.sound}
      ></support-app-settings-page>`,
  },
  {
    pattern: /^\/configure\/profile$/,
    title: 'frame:configure_profile',
    settings: { path: '/configure/profile', icon: 'user' },
    load: () => import('../features/accounts/console-elements.ts'),
    render: (app) =>
      html`<support-profile-page .i18n=${app.i18n} .store=${app.session}></support-profile-page>`,
  },
];

/** The page of a path, with what the path says. */
export function findRoute(path: string): { route: Route; parameter: string } | undefined {
  for (const route of ROUTES) {
    const match = route.pattern.exec(path);
    if (match) return { route, parameter: match[1] ?? '' };
  }
  return undefined;
}

/** Paths that stand for another one. `/configure` leads to the first page somebody may see. */
export function redirect(path: string, may: (permission: Permission) => boolean): string | undefined {
  if (path === '/' || path === '/requests') return '/requests/all';
  if (path !== '/configure') return undefined;
  return ROUTES.find(({ settings, permission }) => settings && (!permission || may(permission)))?.settings
    ?.path;
}
