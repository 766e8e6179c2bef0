import { aTimeout, expect, fixture, html, nextFrame } from '@open-wc/testing';
import '../../../widget/features/threads/index.ts';
import type { SupportConversation } from '../../../widget/features/threads/index.ts';
import { ThreadStore } from '../../../widget/features/threads/thread.store.ts';
import type { OwnI18n } from '../../../widget/i18n/i18n.ts';
import type { PortalTexts } from '../../../widget/i18n/locales/en/portal.ts';
import { settle } from '../support/fake-clock.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { english, memoryBox, message, threadId } from '../support/samples.ts';

describe('<support-conversation>', () => {
  let transport: FakeTransport;
  let thread: ThreadStore;
  let i18n: OwnI18n<PortalTexts>;
  let element: SupportConversation;

  const log = (): HTMLElement =>
    element.shadowRoot!.querySelector('support-thread')!.shadowRoot!.querySelector('[role=log]')!;
  const field = (): HTMLTextAreaElement =>
    element.shadowRoot!.querySelector('support-composer')!.shadowRoot!.querySelector('textarea')!;
  const type = (text: string): void => {
    field().value = text;
    field().dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const press = (init: KeyboardEventInit): boolean =>
    field().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', cancelable: true, ...init }));
  const shown = async (): Promise<void> => {
    await settle();
    await nextFrame();
  };

  beforeEach(async () => {
    transport = new FakeTransport();
    i18n = await english();
    transport.answer('thread:entries', () => ({
      ok: true,
      data: { entries: [message(1, 'Hello', { by: 'technician' })], last: 1, marks: [] },
    }));
    transport.answer('thread:send', ({ text, commandId }) => ({
      ok: true,
      data: { entry: message(2, text, { commandId }) },
    }));
    const storage = { lasting: memoryBox(), tab: memoryBox() };
    thread = new ThreadStore({ transport, threadId, side: 'customer', storage });
    thread.start();
    element = await fixture(
      html`<support-conversation .thread=${thread} .i18n=${i18n} writable></support-conversation>`,
    );
    await shown();
  });

  afterEach(() => thread.stop());

  it('shows who said what', () => {
    expect(log().textContent).to.include('Tom').and.include('Hello');
  });

  it('sends with Enter, once, and empties the field', async () => {
    type('Hi Tom');
    await element.updateComplete;
    press({});
    press({});
    await shown();
    expect(transport.callsOf('thread:send').map(({ text }) => text)).to.deep.equal(['Hi Tom']);
    expect(field().value).to.equal('');
  });

  it('does not send with Shift and Enter, while a word is being composed, or blank', async () => {
    type('half');
    press({ shiftKey: true });
    press({ isComposing: true });
    type('   ');
    press({});
    await shown();
    expect(transport.callsOf('thread:send')).to.deep.equal([]);
  });

  it('counts near the limit and does not send beyond it', async () => {
    type('x'.repeat(4001));
    await aTimeout(0);
    const composer = element.shadowRoot!.querySelector('support-composer')!;
    expect(composer.shadowRoot!.querySelector('#count')!.textContent).to.include('1 character too many');
    press({});
    expect(transport.callsOf('thread:send')).to.deep.equal([]);
  });

  it('[R7] keeps a refused message in place, with the reason and a way to copy or discard it', async () => {
    transport.answer('thread:send', () => failure('closed'));
    type('too late');
    press({});
    await shown();
    expect(log().querySelector('.problem')!.textContent).to.include('This conversation has ended');
    const buttons = [...log().querySelectorAll('button')];
    expect(buttons.map((button) => button.textContent!.trim())).to.deep.equal(['Copy text', 'Discard']);
    buttons[1]!.click();
    await shown();
    expect(log().textContent).not.to.include('too late');
  });

  it('[S5] shows text as text and makes only web addresses links', async () => {
    const text = '<img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a?b=1.';
    transport.push('thread:appended', { threadId, entry: message(2, text, { by: 'technician' }) });
    await shown();
    expect(log().querySelector('img')).to.equal(null);
    const links = [...log().querySelectorAll('a')].map(({ href }) => href);
    expect(links).to.deep.equal(['https://example.com/a?b=1']);
    expect(log().textContent).to.include('<img src=x onerror=alert(1)>');
  });

  it('gives another thread its own draft', async () => {
    type('for the first');
    const storage = { lasting: memoryBox(), tab: memoryBox() };
    element.thread = new ThreadStore({ transport, threadId, side: 'customer', storage });
    await shown();
    expect(field().value).to.equal('');
    element.thread = thread;
    await shown();
    expect(field().value).to.equal('for the first');
  });

  it('speaks another language at once', async () => {
    await i18n.change('es-MX');
    await shown();
    expect(field().placeholder).to.equal('Escriba un mensaje…');
  });

  for (const scheme of ['light', 'dark']) {
    it(`passes the accessibility audit in the ${scheme} theme`, async () => {
      element.setAttribute('class', scheme);
      element.style.setProperty('--support-color-scheme', scheme);
      element.style.background = scheme === 'dark' ? '#17181f' : '#ffffff';
      type('Hi');
      press({});
      await shown();
      await expect(element).to.be.accessible();
    });
  }

  it('survives being moved', async () => {
    const { parentElement } = element;
    element.remove();
    parentElement!.append(element);
    transport.push('thread:appended', { threadId, entry: message(2, 'still here') });
    await shown();
    expect(log().textContent).to.include('still here');
  });
});
