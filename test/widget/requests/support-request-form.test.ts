import { expect, fixture, html } from '@open-wc/testing';
import '../../../widget/features/requests/index.ts';
import type { SupportRequestEvent, SupportRequestForm } from '../../../widget/features/requests/index.ts';
import { english } from '../support/samples.ts';

describe('<support-request-form>', () => {
  let element: SupportRequestForm;
  let sent: SupportRequestEvent['form'][];

  const field = (name: string): HTMLInputElement => element.renderRoot.querySelector(`[name=${name}]`)!;
  const fill = (name: string, value: string): void => {
    field(name).value = value;
    field(name).dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const submit = async (): Promise<void> => {
    element.renderRoot.querySelector('form')!.requestSubmit();
    await element.updateComplete;
    await element.updateComplete;
  };
  const invalid = (): (string | null)[] =>
    [...element.renderRoot.querySelectorAll('[aria-invalid=true]')].map(({ id }) => id);

  beforeEach(async () => {
    sent = [];
    const i18n = await english();
    element = await fixture(html`
      <support-request-form
        .i18n=${i18n}
        .form=${{ name: '', email: '', phone: '', text: '' }}
        .live=${true}
        @support-request=${({ form }: SupportRequestEvent) => sent.push(form)}
      ></support-request-form>
    `);
  });

  it('[G19] asks for the address only where no chat follows', async () => {
    fill('name', 'Mia');
    fill('text', 'Help');
    await submit();
    expect(sent).to.deep.equal([{ name: 'Mia', email: '', phone: '', text: 'Help' }]);
    element.live = false;
    await element.updateComplete;
    await submit();
    expect([sent.length, invalid()]).to.deep.equal([1, ['email']]);
  });

  it('is not sent where a field nobody sees was filled in; once more it is, with all that was typed', async () => {
    for (const name of ['name', 'text', 'website']) fill(name, 'https://spam.example');
    await submit();
    expect(sent).to.deep.equal([]);
    const alert = element.renderRoot.querySelector('[role=alert]')!;
    expect(alert.textContent).to.contain('once more');
    await submit();
    expect(sent).to.deep.equal([
      { name: 'https://spam.example', email: '', phone: '', text: 'https://spam.example' },
    ]);
    expect(alert.textContent).to.equal('');
  });

  it('says what is to be put right at each field, and goes to the first', async () => {
    fill('email', 'nobody@nowhere');
    await submit();
    expect(invalid()).to.deep.equal(['name', 'email', 'text']);
    expect(element.shadowRoot!.activeElement).to.equal(field('name'));
    expect(sent).to.deep.equal([]);
  });

  it('shows the server’s issues at their field', async () => {
    element.problem = { code: 'validation', retry: false, issues: [{ path: ['email'], code: 'invalid' }] };
    await element.updateComplete;
    await element.updateComplete;
    expect(invalid()).to.deep.equal(['email']);
  });

  it('[G22] becomes the other form under somebody’s hands, and keeps text, focus and caret', async () => {
    fill('text', 'Half a sentence');
    field('text').focus();
    field('text').setSelectionRange(4, 4);
    const before = field('text');
    element.live = false;
    await element.updateComplete;
    expect(field('text')).to.equal(before);
    expect([field('text').value, field('text').selectionStart]).to.deep.equal(['Half a sentence', 4]);
    expect(element.shadowRoot!.activeElement).to.equal(before);
    expect(element.renderRoot.querySelector('[role=status]')!.textContent).to.include('stays');
  });

  for (const scheme of ['light', 'dark']) {
    it(`passes the accessibility audit in the ${scheme} theme, with issues shown`, async () => {
      element.style.setProperty('--support-color-scheme', scheme);
      element.style.display = 'block';
      element.style.background = scheme === 'dark' ? '#17181f' : '#ffffff';
      await submit();
      await expect(element).to.be.accessible();
    });
  }
});
