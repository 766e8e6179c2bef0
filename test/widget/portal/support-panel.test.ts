import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../widget/portal/panel.ts';
import { PortalSession } from '../../../widget/portal/session.ts';
import type { SupportPanel } from '../../../widget/portal/support-panel.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { english, ownRequest, portalId, portalView } from '../support/samples.ts';

describe('<support-panel>', () => {
  let transport: FakeTransport;
  let session: PortalSession;
  let panel: SupportPanel;

  const shown = async (): Promise<string> => {
    await settle();
    await nextFrame();
    return panel.shadowRoot!.querySelector('main')!.textContent!.replace(/\s+/g, ' ').trim();
  };
  const open = async (language = 'en'): Promise<string> => {
    const i18n = await english(language);
    session = new PortalSession({ server: '', portalId, transport: () => transport, look: transport });
    session.start();
    panel = await fixture(html`<support-panel .session=${session} .i18n=${i18n} closable></support-panel>`);
    return shown();
  };
  const answerView = (part: Parameters<typeof portalView>[0] = {}): void =>
    transport.answer('portal:view', () => ({ ok: true, data: portalView(part) }));

  beforeEach(() => {
    localStorage.clear();
    sessionStorage.clear();
    transport = new FakeTransport();
    answerView();
  });

  afterEach(() => session.stop());

  it('[G7] says in English that the service is unavailable', async () => {
    answerView({ kind: 'closed' });
    expect(await open()).to.equal('Service unavailable. We apologise for any inconvenience.');
  });

  it('[G7] says it in Spanish', async () => {
    answerView({ kind: 'closed' });
    expect(await open('es')).to.equal(
      'Servicio no disponible. Disculpe las molestias que le podemos estar ocasionando.',
    );
  });

  it('[G7] says it in the admin’s own words where there are some', async () => {
    answerView({ kind: 'closed', texts: { welcome: {}, away: {}, unavailable: { en: 'Gone fishing.' } } });
    expect(await open()).to.equal('Gone fishing.');
  });

  it('[G22] follows the portal live, and keeps what was typed when it closes', async () => {
    await open();
    session.requests.draft.set({ name: 'Mia', email: '', phone: '', text: 'Not yet sent' });
    transport.push('portal:changed', portalView({ kind: 'closed', version: 2 }));
    expect(await shown())
      .to.include('Service unavailable')
      .and.include('was not sent');
    expect(panel.shadowRoot!.querySelector('textarea')!.value).to.equal('Not yet sent');
  });

  it('[G23] shows the own request before everything else', async () => {
    localStorage.setItem(`support-portal:${portalId}`, JSON.stringify({ token: 'secret', open: true }));
    answerView({ kind: 'closed' });
    const request = ownRequest({ kind: 'closed', writable: false });
    transport.answer('request:current', () => ({ ok: true, data: { request } }));
    transport.answer('thread:entries', () => ({ ok: true, data: { entries: [], last: 0, marks: [] } }));
    await open();
    const own = panel.shadowRoot!.querySelector('support-own-request')!;
    expect(own.shadowRoot!.textContent)
      .to.include('Service unavailable')
      .and.include('Your request is kept.');
    expect(own.shadowRoot!.querySelector('support-conversation')!.writable).to.equal(false);
  });

  it('says that it connects again, and takes nothing away', async () => {
    await open();
    transport.state.set('waiting');
    await shown();
    expect(panel.shadowRoot!.querySelector('support-request-form')).not.to.equal(null);
    expect(panel.shadowRoot!.querySelector('.banner')!.textContent).to.include('Nothing is lost');
  });

  it('says why there is nothing to show, with a way to try again', async () => {
    transport.answer('portal:view', () => failure('unreachable', true));
    expect(await open())
      .to.include('We can’t reach support right now')
      .and.include('Try again');
    answerView();
    panel.shadowRoot!.querySelector<HTMLButtonElement>('main button')!.click();
    await shown();
    expect(panel.shadowRoot!.querySelector('support-request-form')).not.to.equal(null);
  });

  it('is put away with Escape', async () => {
    await open();
    let closed = 0;
    panel.addEventListener('support-close', () => closed++);
    panel.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    expect(closed).to.equal(1);
  });

  it('leaves no listener behind when the session stops', async () => {
    await open();
    session.stop();
    expect(transport.listeners('portal:changed')).to.equal(0);
    expect(transport.listeners('request:own-changed')).to.equal(0);
  });

  const audited: [string, () => void][] = [
    ['the form', () => {}],
    ['the form without live chat', () => answerView({ kind: 'offline-form' })],
    ['the closed portal', () => answerView({ kind: 'closed' })],
    ['a failure', () => transport.answer('portal:view', () => failure('unknown_portal'))],
  ];
  for (const [name, prepare] of audited)
    it(`is accessible in both themes: ${name}`, async () => {
      prepare();
      await open();
      for (const scheme of ['light', 'dark']) {
        panel.style.setProperty('--support-color-scheme', scheme);
        await expect(panel).to.be.accessible();
      }
    });
});
