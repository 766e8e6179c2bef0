import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import '../../../widget/stub.ts';
import type { SupportPortal } from '../../../widget/portal/support-portal.ts';
import { portalId, portalView } from '../support/samples.ts';

describe('<support-portal>', () => {
  const worker = setupWorker();
  let asked = 0;

  const launcher = (portal: SupportPortal): HTMLButtonElement =>
    portal.shadowRoot!.querySelector('.launcher')!;
  const NAMES: Record<string, string> = { es: 'Soporte', th: 'ฝ่ายสนับสนุน' };
  const serve = (body: object, kind: 'live-form' | 'closed' = 'live-form'): void =>
    worker.use(
      http.get('*/api/portals/:id/launcher', ({ request }) => {
        asked++;
        const wanted = new URL(request.url).searchParams.get('languages')!.split(/[-,]/)[0]!;
        const words = { name: NAMES[wanted] ?? 'Support', retry: 'Try again' };
        const data = { kind, words, style: '' };
        return HttpResponse.json({ data, ...body });
      }),
      http.get('*/api/portals/:id/view', () => HttpResponse.json({ data: portalView(), ...body })),
    );

  before(() => worker.start({ quiet: true, onUnhandledFrame: 'bypass' }));
  after(() => worker.stop());
  beforeEach(() => {
    asked = 0;
    localStorage.clear();
    serve({ ok: true });
  });
  afterEach(() => worker.resetHandlers());

  it('[W9] asks once, and shows on the launcher that somebody is there', async () => {
    const portal = await fixture<SupportPortal>(html`<support-portal portal=${portalId}></support-portal>`);
    await waitUntil(() => launcher(portal).dataset['view'] === 'live-form');
    expect(asked).to.equal(1);
    expect(launcher(portal).ariaLabel).to.equal('Support');
    expect(localStorage.length + sessionStorage.length).to.equal(0);
  });

  it('asks again on intent', async () => {
    const portal = await fixture<SupportPortal>(html`<support-portal portal=${portalId}></support-portal>`);
    await waitUntil(() => asked === 1);
    launcher(portal).dispatchEvent(new PointerEvent('pointerenter'));
    await waitUntil(() => asked === 2);
  });

  it('speaks the language it is told', async () => {
    const portal = await fixture<SupportPortal>(
      html`<support-portal portal=${portalId} lang="es-MX"></support-portal>`,
    );
    await waitUntil(() => launcher(portal).ariaLabel === 'Soporte');
    portal.lang = 'th';
    await waitUntil(() => launcher(portal).ariaLabel === 'ฝ่ายสนับสนุน');
  });

  it('[W5] shows nothing on a website that is not listed', async () => {
    serve({ ok: false, data: null, error: { code: 'origin_refused', retry: false } });
    const portal = await fixture<SupportPortal>(html`<support-portal portal=${portalId}></support-portal>`);
    const code = new Promise((resolve) =>
      portal.addEventListener('support-error', ({ detail }) => resolve(detail.code), { once: true }),
    );
    await waitUntil(() => portal.shadowRoot!.querySelector('slot')!.hidden);
    expect(launcher(portal).checkVisibility()).to.equal(false);
    launcher(portal).dispatchEvent(new PointerEvent('pointerenter'));
    expect(await code).to.equal('origin_refused');
  });

  it('opens, takes the focus, and gives it back on Escape', async () => {
    const portal = await fixture<SupportPortal>(html`<support-portal portal=${portalId}></support-portal>`);
    launcher(portal).click();
    const root = portal.shadowRoot!;
    await waitUntil(() => root.activeElement?.localName === 'support-panel', 'focus', { timeout: 4000 });
    expect(launcher(portal).ariaExpanded).to.equal('true');
    root.querySelector('support-panel')!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(root.activeElement).to.equal(launcher(portal));
    expect(launcher(portal).ariaExpanded).to.equal('false');
  });

  /** What the portal tells the page, in order. */
  const listen = (portal: SupportPortal): string[] => {
    const told: string[] = [];
    for (const type of ['ready', 'open', 'opened', 'close', 'closed', 'status-change', 'error'])
      portal.addEventListener(`support-${type}`, () => told.push(type));
    return told;
  };
  const panelOf = (portal: SupportPortal) => portal.shadowRoot!.querySelector('support-panel');
  const make = (markup = html``) =>
    fixture<SupportPortal>(html`<support-portal portal=${portalId}>${markup}</support-portal>`);

  it('[W3] tells the page what happens, each thing once and in order', async () => {
    const portal = document.createElement('support-portal');
    const told = listen(portal);
    portal.portal = portalId;
    document.body.append(portal);
    await waitUntil(() => portal.availability === 'live');
    await portal.open();
    await portal.open();
    expect(portal.opened).to.equal(true);
    await portal.toggle();
    expect(portal.opened).to.equal(false);
    expect(told).to.deep.equal(['ready', 'open', 'opened', 'close', 'closed']);
    portal.destroy();
  });

  it('[W3] an event leaves a shadow root it is in', async () => {
    const portal = await make();
    const outside = new Promise<CustomEvent>((resolve) =>
      document.addEventListener('support-opened', resolve, { once: true }),
    );
    void portal.open();
    expect((await outside).composed).to.equal(true);
  });

  it('[W3] stays closed, or open, where the page prevents it', async () => {
    const portal = await make();
    const prevent = (event: Event): void => event.preventDefault();
    portal.addEventListener('support-open', prevent);
    await portal.open();
    expect([portal.opened, panelOf(portal)]).to.deep.equal([false, null]);
    portal.removeEventListener('support-open', prevent);
    await portal.open();
    portal.addEventListener('support-close', prevent);
    portal.close();
    expect(portal.opened).to.equal(true);
  });

  it('[W3] says how the availability changes', async () => {
    const portal = await make();
    await waitUntil(() => portal.availability === 'live');
    const told = listen(portal);
    serve({ ok: true }, 'closed');
    launcher(portal).dispatchEvent(new PointerEvent('pointerenter'));
    await waitUntil(() => portal.availability === 'closed');
    expect(told).to.deep.equal(['status-change']);
  });

  it('[W3] an element of the page opens it in place of the button, and gets the focus back', async () => {
    const portal = await make(html`<button slot="launcher">Help</button>`);
    const own = portal.querySelector('button')!;
    expect(launcher(portal).checkVisibility()).to.equal(false);
    own.click();
    await waitUntil(() => panelOf(portal), 'the panel', { timeout: 4000 });
    expect(own.ariaExpanded).to.equal('true');
    portal.close();
    expect(document.activeElement).to.equal(own);
    expect(own.ariaExpanded).to.equal('false');
  });

  it('[W3] opens with the form filled in as far as given, and sends nothing', async () => {
    const portal = await make();
    expect(await portal.startRequest({ name: 'Lou', text: 'Order 12 is late' })).to.equal(true);
    const form = () => panelOf(portal)?.shadowRoot!.querySelector('support-request-form');
    await waitUntil(() => form()?.shadowRoot!.querySelector('textarea'), 'the form', { timeout: 4000 });
    const { name, email, text } = form()!.form;
    expect([name, email, text]).to.deep.equal(['Lou', '', 'Order 12 is late']);
    sessionStorage.clear();
  });

  it('[W3] forgets the visitor when they sign out, and nobody of another portal', async () => {
    localStorage.setItem(`support-portal:${portalId}`, '{"token":"t","open":false}');
    localStorage.setItem('support-portal:another', '{}');
    sessionStorage.setItem(`support-portal:form:${portalId}`, '{"name":"Lou"}');
    const portal = await make();
    await portal.open();
    await portal.signOut();
    expect(Object.keys(localStorage)).to.deep.equal(['support-portal:another']);
    expect(sessionStorage.length).to.equal(0);
    expect([portal.opened, panelOf(portal)]).to.deep.equal([false, null]);
    await portal.open();
    expect(panelOf(portal)).not.to.equal(null);
  });

  it('[W3] properties are attributes, also those that were set before the script came', async () => {
    const portal = document.createElement('support-portal');
    Object.defineProperty(portal, 'portal', { value: portalId, configurable: true, writable: true });
    Object.defineProperty(portal, 'mode', { value: 'inline', configurable: true, writable: true });
    document.body.append(portal);
    expect([portal.getAttribute('portal'), portal.getAttribute('mode')]).to.deep.equal([portalId, 'inline']);
    portal.mode = 'bubble';
    expect(portal.mode, 'what is not known is a launcher').to.equal('launcher');
    portal.destroy();
    expect(portal.isConnected).to.equal(false);
  });

  it('[W2] goes on where an attribute is set to what it was', async () => {
    const portal = await make();
    await portal.open();
    const panel = panelOf(portal);
    portal.setAttribute('portal', portalId);
    portal.setAttribute('mode', 'launcher');
    expect(panelOf(portal)).to.equal(panel);
  });

  it('[W2] goes on when it is moved, and ends when it is removed', async () => {
    const portal = await fixture<SupportPortal>(html`<support-portal portal=${portalId}></support-portal>`);
    await portal.open();
    const panel = portal.shadowRoot!.querySelector('support-panel')!;
    document.body.append(portal);
    await Promise.resolve();
    expect(portal.shadowRoot!.querySelector('support-panel')).to.equal(panel);
    portal.remove();
    await Promise.resolve();
    await Promise.resolve();
    expect(portal.shadowRoot!.querySelector('support-panel')).to.equal(null);
  });
});
