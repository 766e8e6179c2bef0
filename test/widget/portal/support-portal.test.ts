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
  const serve = (body: object): void =>
    worker.use(
      http.get('*/api/portals/:id/view', () => {
        asked++;
        return HttpResponse.json(body);
      }),
    );

  before(() => worker.start({ quiet: true, onUnhandledFrame: 'bypass' }));
  after(() => worker.stop());
  beforeEach(() => {
    asked = 0;
    localStorage.clear();
    serve({ ok: true, data: portalView() });
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
    expect(launcher(portal).ariaLabel).to.equal('Soporte');
    portal.lang = 'th';
    expect(launcher(portal).ariaLabel).to.equal('ฝ่ายสนับสนุน');
  });

  it('[W5] shows nothing on a website that is not listed', async () => {
    serve({ ok: false, error: { code: 'origin_refused', retry: false } });
    const portal = await fixture<SupportPortal>(html`<support-portal portal=${portalId}></support-portal>`);
    await waitUntil(() => launcher(portal).hidden);
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
