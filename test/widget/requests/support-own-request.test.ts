import { expect, fixture, html } from '@open-wc/testing';
import '../../../widget/features/requests/index.ts';
import { Guest } from '../../../widget/features/visitors/index.ts';
import { RequestStore, type OwnRequest } from '../../../widget/features/requests/request.store.ts';
import type { SupportOwnRequest } from '../../../widget/features/requests/index.ts';
import { ThreadStore } from '../../../widget/features/threads/thread.store.ts';
import { settle } from '../support/fake-clock.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { english, memoryBox, message, ownRequest, portalId, threadId } from '../support/samples.ts';

describe('<support-own-request>', () => {
  let transport: FakeTransport;
  let requests: RequestStore;
  let thread: ThreadStore;
  let element: SupportOwnRequest;

  const show = async (part: Partial<OwnRequest> = {}, open = true): Promise<void> => {
    const lasting = memoryBox();
    new Guest(portalId, lasting).become('secret');
    transport.answer('request:current', () => ({ ok: true, data: { request: ownRequest(part) } }));
    const guest = new Guest(portalId, lasting);
    requests = new RequestStore({ transport, portalId, guest, tab: memoryBox(), handOver: () => {} });
    requests.start();
    thread = new ThreadStore({
      transport,
      threadId,
      side: 'customer',
      storage: { lasting, tab: memoryBox() },
    });
    thread.start();
    const i18n = await english();
    element = await fixture(html`
      <support-own-request
        .requests=${requests}
        .request=${ownRequest(part)}
        .thread=${thread}
        .transport=${transport}
        .i18n=${i18n}
        .unavailable=${'Closed.'}
        .open=${open}
      ></support-own-request>
    `);
    await settle();
    await element.updateComplete;
  };
  const head = (): string =>
    element.shadowRoot!.querySelector('header')!.textContent!.replace(/\s+/g, ' ').trim();
  const button = (words: string): HTMLButtonElement =>
    [...element.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent!.trim() === words)!;

  beforeEach(() => {
    transport = new FakeTransport();
    transport.answer('request:queue', () => ({ ok: true, data: { queue: null } }));
    transport.answer('thread:entries', () => ({
      ok: true,
      data: { entries: [message(1, 'Help')], last: 1, marks: [] },
    }));
  });
  afterEach(() => {
    requests.stop();
    thread.stop();
  });

  it('[G24] tells who waits their place, as it changes, and how long it took lately where that is known', async () => {
    transport.answer('request:queue', () => ({ ok: true, data: { queue: { position: 3, within: null } } }));
    await show({ kind: 'waiting', live: true });
    expect(head()).to.contain('You are number 3 in the queue.');
    expect(head()).not.to.contain('Lately');
    transport.push('request:queue-changed', {
      requestId: ownRequest().id,
      queue: { position: 1, within: 4 },
    });
    await element.updateComplete;
    expect(head()).to.contain('You are number 1 in the queue.');
    expect(head()).to.contain('Lately most people were answered within 4 minutes.');
    element.request = ownRequest({ kind: 'chatting', version: 9 });
    await element.updateComplete;
    expect(head()).not.to.contain('queue');
  });

  const views: [string, Partial<OwnRequest>, string][] = [
    ['waiting', {}, 'Thank you, Mia.'],
    ['waiting alone', { live: false }, 'Leave it as a message instead'],
    ['offered to leave', { offered: true }, 'Everyone is still busy. Thank you for waiting.'],
    ['kept', { kind: 'kept', live: false }, 'We have your request.'],
    ['chatting', { kind: 'chatting', technician: { name: 'Tom' } }, 'Tom is here for you.'],
    ['draining', { kind: 'chatting', draining: true }, 'You can finish this chat in peace.'],
    ['closed', { kind: 'closed', writable: false }, 'Closed. Your request is kept.'],
    ['completed', { kind: 'completed', writable: false }, 'This conversation has ended.'],
    ['withdrawn', { kind: 'abandoned', writable: false }, 'You took back your request.'],
  ];
  for (const [name, part, words] of views)
    it(`[G19] says where it stands: ${name}, accessible in both themes`, async () => {
      await show(part);
      expect(head()).to.include(words);
      // The panel around it has the surface.
      for (const [scheme, surface] of Object.entries({ light: '#ffffff', dark: '#17181f' })) {
        element.style.setProperty('--support-color-scheme', scheme);
        element.style.background = surface;
        await expect(element).to.be.accessible();
      }
    });

  it('asks before it takes the request back, and the focus follows the question and the answer', async () => {
    await show();
    button('Take back my request').click();
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(button('Yes'));
    expect(transport.callsOf('request:withdraw')).to.deep.equal([]);
    button('No').click();
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(button('Take back my request'));
  });

  it('[G24] asks for a number to call back before it is left as a message, which may stay empty', async () => {
    await show({ offered: true });
    const kept = ownRequest({ kind: 'kept', live: false, version: 2 });
    transport.answer('request:leave', () => ({ ok: true, data: { request: kept } }));
    button('Leave it as a message instead').click();
    await element.updateComplete;
    const input = element.shadowRoot!.querySelector<HTMLInputElement>('input[type=tel]')!;
    expect(element.shadowRoot!.activeElement).to.equal(input);
    await expect(element).to.be.accessible();
    input.value = 'soon';
    button('Leave it as a message instead').click();
    await element.updateComplete;
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(transport.callsOf('request:leave')).to.deep.equal([]);
    input.value = ' 030 123456 ';
    button('Leave it as a message instead').click();
    await element.updateComplete;
    expect(transport.callsOf('request:leave')[0]).to.deep.include({ phone: '030 123456' });
  });

  it('leaves it without a number, or waits on', async () => {
    await show({ offered: true });
    const kept = ownRequest({ kind: 'kept', live: false, version: 2 });
    transport.answer('request:leave', () => ({ ok: true, data: { request: kept } }));
    button('Leave it as a message instead').click();
    await element.updateComplete;
    button('No').click();
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement).to.equal(button('Leave it as a message instead'));
    button('Leave it as a message instead').click();
    await element.updateComplete;
    button('Leave it as a message instead').click();
    const [call] = transport.callsOf('request:leave');
    expect(call).not.to.have.property('phone');
    expect(call).to.have.property('requestId');
  });

  it('takes it back once agreed', async () => {
    await show();
    const taken = ownRequest({ kind: 'abandoned', version: 2 });
    transport.answer('request:withdraw', () => ({ ok: true, data: { request: taken } }));
    button('Take back my request').click();
    await element.updateComplete;
    button('Yes').click();
    expect(transport.callsOf('request:withdraw').length).to.equal(1);
  });

  it('drops the question when a technician takes the request meanwhile', async () => {
    await show();
    button('Take back my request').click();
    await element.updateComplete;
    element.request = ownRequest({ kind: 'chatting', technician: { name: 'Tom' }, version: 2 });
    await element.updateComplete;
    expect(button('Yes')).to.equal(undefined);
    expect(head()).to.include('End chat');
  });

  it('keeps what was being written in sight when the chat ends', async () => {
    await show({ kind: 'chatting' });
    thread.write('One more thing');
    element.request = ownRequest({ kind: 'completed', writable: false, version: 2 });
    await element.updateComplete;
    const conversation = element.shadowRoot!.querySelector('support-conversation')!;
    await conversation.updateComplete;
    expect(conversation.shadowRoot!.querySelector('textarea')!.value).to.equal('One more thing');
  });

  it('offers no new request while the portal is closed', async () => {
    await show({ kind: 'completed', writable: false }, false);
    expect(button('New request')).to.equal(undefined);
    expect(head()).to.include('Closed.');
  });
});
