import { expect, fixture, html } from '@open-wc/testing';
import { PlanStore, type Plan } from '../../../widget/features/plans/console-plan.store.ts';
import { SupportSectionsPage } from '../../../widget/features/plans/console-sections-page.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { english } from './samples.ts';

customElements.define('support-sections-page', SupportSectionsPage);

const AT = Date.UTC(2026, 0, 5);
const plan = (version: number, part: Partial<Plan['sections'][number]> = {}): Plan => ({
  sections: [
    { flag: 'ticketing', allowed: true, built: false, askedAt: null },
    { flag: 'software', allowed: false, built: false, askedAt: null, ...part },
  ],
  version,
});

describe('Configure > Sections', () => {
  let transport: FakeTransport;
  beforeEach(() => {
    transport = new FakeTransport();
    transport.answer('plan:get', () => ({ ok: true, data: plan(1) }));
  });
  const show = async (): Promise<SupportSectionsPage> => {
    const i18n = await english();
    const store = new PlanStore(transport);
    const page = await fixture<SupportSectionsPage>(
      html`<support-sections-page .i18n=${i18n} .store=${store}></support-sections-page>`,
    );
    await page.updateComplete;
    return page;
  };
  const row = (page: SupportSectionsPage, index: number): string =>
    page.renderRoot.querySelectorAll('li')[index]?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

  it('[A33] says what is included, that it is not built yet, and what can be asked for; accessible', async () => {
    const page = await show();
    expect(row(page, 0)).to.contain('Included for your account, but not part of this version yet');
    expect(row(page, 1)).to.contain('Ask for Software');
    await expect(page).to.be.accessible();
  });

  it('[A33] asks once, however often it is pressed, and then says when', async () => {
    const answer = Promise.withResolvers<void>();
    transport.answer('flag:ask', async () => {
      await answer.promise;
      return { ok: true, data: plan(2, { askedAt: AT }) };
    });
    const page = await show();
    const button = page.renderRoot.querySelector<HTMLElement>('wa-button')!;
    button.click();
    button.click();
    answer.resolve();
    expect(transport.callsOf('flag:ask')).to.deep.equal([{ flag: 'software' }]);
    while (!row(page, 1).includes('Asked on')) await page.updateComplete;
    expect(row(page, 1)).to.contain('Asked on Jan 5, 2026');
    await page.updateComplete;
    expect(page.shadowRoot?.activeElement?.id).to.equal('software');
  });

  it('[A33] follows what is pushed, and an older answer changes nothing', async () => {
    const page = await show();
    transport.push('plan:changed', plan(3, { allowed: true }));
    await page.updateComplete;
    expect(row(page, 1)).to.contain('Included');
    transport.push('plan:changed', plan(2));
    await page.updateComplete;
    expect(row(page, 1)).to.contain('Included');
  });

  it('says what went wrong: on reading with another try, on asking with the button still there', async () => {
    transport.answer('plan:get', () => failure('unreachable', true));
    const page = await show();
    expect(page.renderRoot.querySelector('.empty')?.textContent).to.contain('cannot be reached');
    transport.answer('plan:get', () => ({ ok: true, data: plan(1) }));
    page.renderRoot.querySelector<HTMLElement>('.empty wa-button')!.click();
    while (!page.renderRoot.querySelector('li')) await page.updateComplete;
    transport.answer('flag:ask', () => failure('busy', true));
    page.renderRoot.querySelector<HTMLElement>('li wa-button')!.click();
    while (!page.renderRoot.querySelector('wa-callout')) await page.updateComplete;
    expect(row(page, 1)).to.contain('Ask for Software');
  });

  it('[W2] stops listening when it is taken away, and starts again', async () => {
    const page = await show();
    const parent = page.parentElement!;
    page.remove();
    expect(transport.listeners('plan:changed')).to.equal(0);
    parent.append(page);
    expect(transport.listeners('plan:changed')).to.equal(1);
  });
});
