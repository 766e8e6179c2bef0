import { expect, fixture, html } from '@open-wc/testing';
import '@awesome.me/webawesome/dist/components/radio/radio.js';
import '@awesome.me/webawesome/dist/components/radio-group/radio-group.js';
import { CompaniesStore } from '../../../widget/features/companies/console-companies.store.ts';
import '../../../widget/features/technicians/console-elements.ts';
import type { SupportAccessPicker } from '../../../widget/features/technicians/console-access-picker.ts';
import { FakeTransport } from '../support/fake-transport.ts';
import { expectAccessible, until, words } from './look.ts';
import { english } from './samples.ts';

const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`;
const company = (n: number, name: string) => ({
  id: id(n),
  name,
  own: false,
  portalId: null,
  createdAt: 0,
  version: 0,
});

describe('the choice of companies', () => {
  const show = async (): Promise<SupportAccessPicker> => {
    const transport = new FakeTransport();
    const companies = [company(0, 'Acme'), company(1, 'Bolt')];
    transport.answer('company:list', () => ({ ok: true, data: { companies } }));
    const store = new CompaniesStore(transport);
    await store.load();
    const i18n = await english();
    return fixture(html`<support-access-picker .i18n=${i18n} .companies=${store}></support-access-picker>`);
  };
  const choose = async (picker: SupportAccessPicker, words: string): Promise<void> => {
    const radios = [...picker.renderRoot.querySelectorAll('wa-radio')];
    radios.find(({ textContent }) => textContent!.includes(words))!.click();
    await picker.updateComplete;
  };

  it('is all of them at first, and keeps what was chosen while one switches', async () => {
    const picker = await show();
    expect(picker.value).to.deep.equal({ kind: 'all' });
    await choose(picker, 'Chosen');
    const bolt = 'li:last-child input';
    (await until(() => picker.renderRoot.querySelector<HTMLInputElement>(bolt))).click();
    expect(picker.value).to.deep.equal({ kind: 'chosen', companyIds: [id(1)] });
    await choose(picker, 'All');
    await until(() => !picker.renderRoot.querySelector('ul'));
    expect(picker.value).to.deep.equal({ kind: 'all' });
    await choose(picker, 'Chosen');
    await until(() => picker.renderRoot.querySelector<HTMLInputElement>(bolt)?.checked);
    expect(picker.value).to.deep.equal({ kind: 'chosen', companyIds: [id(1)] });
    expect([...picker.renderRoot.querySelectorAll('li')].map(words)).to.deep.equal(['Acme', 'Bolt']);
  });

  it('shows what somebody has already; accessible in both themes', async () => {
    const picker = await show();
    picker.value = { kind: 'chosen', companyIds: [id(0)] };
    await picker.updateComplete;
    const checked = [...picker.renderRoot.querySelectorAll<HTMLInputElement>('li input')].map(
      (box) => box.checked,
    );
    expect([picker.renderRoot.querySelector('wa-radio-group')!.value, checked]).to.deep.equal([
      'chosen',
      [true, false],
    ]);
    await expectAccessible(picker);
  });
});
