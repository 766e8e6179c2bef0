import { lasting, tab } from '../core/storage.ts';
import type { PreferencesStore } from '../features/accounts/console-preferences.store.ts';
import { SessionStore } from '../features/accounts/console-session.store.ts';
import { AvailabilityStore } from '../features/availability/console-availability.store.ts';
import { CompaniesStore } from '../features/companies/console-companies.store.ts';
import { ContactMethodsStore } from '../features/contact-methods/index.ts';
import { FailedStore } from '../features/notifications/index.ts';
import { PlanStore } from '../features/plans/console-plan.store.ts';
import { PortalsStore } from '../features/portals/console-portals.store.ts';
import { ChatsStore } from '../features/requests/console-chats.store.ts';
import { RequestsStore } from '../features/requests/console-requests.store.ts';
import { HoursDrafts } from '../features/settings/console-hours-drafts.ts';
import { PolicyStore } from '../features/sign-in/console-policy.store.ts';
import { SecurityStore } from '../features/sign-in/console-security.store.ts';
import { TechniciansStore } from '../features/technicians/console-technicians.store.ts';
import { ThreadStore } from '../features/threads/index.ts';
import type { Transport } from '../transport/transport.ts';
import { Alerts } from './alerts.ts';
import type { ConsoleLanguages } from './console-i18n.ts';
import { followServiceWorker } from './from-service-worker.ts';
import { Router } from './router.ts';
import { followStatusLink } from './status-link.ts';
import { Sound } from './sound.ts';

/** Everything the console knows, for the elements that show it. */
export interface App {
  i18n: ConsoleLanguages;
  router: Router;
  rest: Pick<Transport, 'call'>;
  transport: Transport;
  session: SessionStore;
  preferences: PreferencesStore;
  availability: AvailabilityStore;
  contactMethods: ContactMethodsStore;
  failed: FailedStore;
  requests: RequestsStore;
  chats: ChatsStore;
  plan: PlanStore;
  portals: PortalsStore;
  companies: CompaniesStore;
  technicians: TechniciansStore;
  security: SecurityStore;
  policy: PolicyStore;
  alerts: Alerts;
  sound: Sound;
  hoursDrafts: HoursDrafts;
}

/** Puts the stores together. `rest` is for what happens before there is a session, `transport` for all the rest. */
export function createApp(parts: Pick<App, 'i18n' | 'rest' | 'transport' | 'preferences'>): App {
  const { i18n, rest, transport, preferences } = parts;
  // First, so that it knows who is there before the others read.
  const session = new SessionStore(rest, transport);
  const availability = new AvailabilityStore(transport);
  const sound = new Sound(preferences);
  const alerts = new Alerts(transport, availability, sound);
  const chats = new ChatsStore({
    transport,
    me: () => session.session?.technician.id,
    makeThread: (threadId) =>
      new ThreadStore({ transport, threadId, side: 'technician', storage: { lasting, tab } }),
    onMessage: (threadId) => alerts.message(threadId),
  });
  const app: App = {
    ...parts,
    router: new Router(),
    session,
    availability,
    contactMethods: new ContactMethodsStore(transport),
    failed: new FailedStore(transport),
    alerts,
    sound,
    hoursDrafts: new HoursDrafts(tab),
    chats,
    requests: new RequestsStore(transport),
    plan: new PlanStore(transport),
    portals: new PortalsStore(transport),
    companies: new CompaniesStore(transport),
    technicians: new TechniciansStore(transport),
    security: new SecurityStore(transport),
    policy: new PolicyStore(transport),
  };
  // Where a language cannot be loaded, the last one stays.
  const speak = (): void => {
    const own = session.session?.technician.language;
    i18n.change([own, preferences.get().language, ...navigator.languages]).catch(() => {});
  };
  let wasIn = false;
  session.subscribe((state) => {
    if (state.kind === 'signed-out') forget(app);
    // Whoever used a recovery code sees how many are left, and where to make new ones.
    if (state.kind === 'signed-in' && !wasIn && session.recoveryCodesLeft !== null)
      app.router.go('/configure/security');
    if (state.kind === 'signed-in' && !wasIn) void followStatusLink(app.router, availability);
    wasIn = state.kind === 'signed-in';
    speak();
  });
  preferences.subscribe(speak);
  followServiceWorker(app.router, app.contactMethods);
  return app;
}

/** Nothing of one technician is left for the next one at the same screen. */
function forget(app: App): void {
  for (const store of [
    app.availability,
    app.contactMethods,
    app.failed,
    app.requests,
    app.chats,
    app.plan,
    app.portals,
    app.companies,
    app.technicians,
    app.security,
    app.policy,
    app.hoursDrafts,
  ])
    store.clear();
}
