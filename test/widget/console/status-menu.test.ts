import { expect, fixture, html } from '@open-wc/testing';
import { AvailabilityStore } from '../../../widget/features/availability/index.ts';
import { SupportStatusMenu } from '../../../widget/features/availability/console-status-menu.ts';
import { Alerts } from '../../../widget/console/alerts.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { aStatus, english } from './samples.ts';

customElements.define('support-status-menu', SupportStatusMenu);

describe('the Status menu', () => {
  let transport: FakeTransport;

  const show = async (status = aStatus()): Promise<SupportStatusMenu> => {
    transport = new FakeTransport();
    transport.answer('availability:get', () => ({ ok: true, data: status }));
    const store = new AvailabilityStore(transport);
    await settle();
    const i18n = await english();
    return fixture(html`<support-status-menu .i18n=${i18n} .store=${store}></support-status-menu>`);
  };
  const button = (menu: SupportStatusMenu): HTMLButtonElement => menu.renderRoot.querySelector('button')!;

  it('[G9] is not there without a portal, and appears live with the first one', async () => {
    const menu = await show(aStatus({ menu: false }));
    expect(menu.renderRoot.querySelector('button')).to.equal(null);
    transport.push('availability:changed', aStatus({ version: 2 }));
    await menu.updateComplete;
    expect(button(menu).textContent).to.contain('Unavailable for chat requests');
  });

  it('[G13] carries both sentences of the advice by the switch', async () => {
    const menu = await show();
    button(menu).click();
    await menu.updateComplete;
    const text = menu.renderRoot.querySelector('.panel')!.textContent!;
    expect(text).to.contain('Be Available only when you can take a request the moment it is announced.');
    expect(text).to.contain('Switch to Unavailable when you leave your computer.');
  });

  it('[G10] switches, and shows what the server has made of it', async () => {
    const menu = await show();
    transport.answer('availability:set', () => ({
      ok: true,
      data: aStatus({ available: true, version: 2 }),
    }));
    menu.renderRoot.querySelector<HTMLInputElement>('input')!.click();
    await settle();
    await menu.updateComplete;
    expect(transport.callsOf('availability:set')).to.deep.equal([{ available: true }]);
    expect(button(menu).className).to.equal('on');
  });

  it('goes back to what is true when the switch fails, and says why', async () => {
    const menu = await show();
    transport.answer('availability:set', () => failure('unreachable', true));
    menu.renderRoot.querySelector<HTMLInputElement>('input')!.click();
    await settle();
    await menu.updateComplete;
    expect(button(menu).className).to.equal('off');
    expect(menu.renderRoot.querySelector('[role=alert]')!.textContent).to.contain('cannot be reached');
  });

  it('closes on Escape and gives the focus back', async () => {
    const menu = await show();
    button(menu).click();
    await menu.updateComplete;
    const radio = menu.renderRoot.querySelector<HTMLInputElement>('input')!;
    radio.focus();
    radio.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await menu.updateComplete;
    expect(button(menu).getAttribute('aria-expanded')).to.equal('false');
    expect(menu.shadowRoot!.activeElement).to.equal(button(menu));
  });

  it('is accessible, closed and open', async () => {
    const menu = await show();
    await expect(menu).to.be.accessible();
    button(menu).click();
    await menu.updateComplete;
    await expect(menu).to.be.accessible();
  });
});

describe('what is heard', () => {
  const listen = async (
    status = aStatus(),
  ): Promise<{ heard: string[]; alerts: Alerts; push: () => void }> => {
    const transport = new FakeTransport();
    transport.answer('availability:get', () => ({ ok: true, data: status }));
    const heard: string[] = [];
    const sound = { request: () => heard.push('request'), message: () => heard.push('message') };
    const alerts = new Alerts(transport, new AvailabilityStore(transport), sound as never);
    await settle();
    const incoming = { requestId: 'x', number: 1, customer: 'Pia', company: 'Acme' };
    return { heard, alerts, push: () => transport.push('notification:request', incoming) };
  };

  it('[G11] [G16] sounds for a request while Available with the sound on', async () => {
    const { heard, push } = await listen(aStatus({ available: true }));
    push();
    expect(heard).to.deep.equal(['request']);
  });

  it('[G12] is silent for requests while Unavailable, but not for own chats', async () => {
    const { heard, alerts, push } = await listen();
    push();
    alerts.message('thread');
    expect(heard).to.deep.equal(['message']);
  });

  it('[G16] is silent with the sound off', async () => {
    const { heard, alerts, push } = await listen(aStatus({ available: true, sound: false }));
    push();
    alerts.message('thread');
    expect(heard).to.deep.equal([]);
  });
});
