import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import {
  SupportRequestsTable,
  type SupportTakeEvent,
} from '../../../widget/features/requests/console-requests-table.ts';
import {
  portalUrl,
  suggestSubdomain,
  toOrigin,
} from '../../../widget/features/portals/console-portal-url.ts';
import { dressed, expectAccessible } from './look.ts';
import { aRequest, english, me } from './samples.ts';

customElements.define('support-requests-table', SupportRequestsTable);

describe('the table of requests', () => {
  const show = async (): Promise<SupportRequestsTable> => {
    const requests = [aRequest(2), aRequest(1, { status: 'active', technician: me })];
    const i18n = await english();
    return fixture(
      html`<support-requests-table
        .i18n=${i18n}
        .requests=${requests}
        sort="number"
        descending
      ></support-requests-table>`,
    );
  };

  it('says by which column it is sorted', async () => {
    const table = await show();
    const sorted = [...table.renderRoot.querySelectorAll('th[aria-sort]')].map((th) =>
      th.getAttribute('aria-sort'),
    );
    expect(sorted).to.deep.equal(['none', 'descending', 'none', 'none', 'none']);
  });

  it('asks for the other order at a second press', async () => {
    const table = await show();
    const heads = table.renderRoot.querySelectorAll<HTMLButtonElement>('th button');
    setTimeout(() => heads[1]!.click());
    const { detail } = (await oneEvent(table, 'support-sort')) as CustomEvent;
    expect(detail).to.deep.equal({ sort: 'number', descending: false });
  });

  it('offers Take for new requests alone', async () => {
    const table = await show();
    const buttons = table.renderRoot.querySelectorAll<HTMLElement>('wa-button');
    expect(buttons.length).to.equal(1);
    setTimeout(() => buttons[0]!.click());
    const event = (await oneEvent(table, 'support-take')) as unknown as SupportTakeEvent;
    expect(event.requestId).to.equal(aRequest(2).id);
  });

  it('[G18] nothing in a card stands out of it, however narrow it is and long its words are', async () => {
    await dressed;
    const table = await show();
    table.requests = [
      aRequest(1, {
        customer: { name: 'Carla with quite a long name', email: null, phone: null, verified: false },
        createdAt: Date.UTC(2020, 8, 25),
      }),
    ];
    for (const width of [296, 320, 400]) {
      table.style.inlineSize = `${width}px`;
      await table.updateComplete;
      const row = table.renderRoot.querySelector('tbody tr')!;
      const card = row.getBoundingClientRect();
      for (const inside of row.querySelectorAll('th, td, wa-button, .chip, time'))
        expect(inside.getBoundingClientRect().right, `${inside.className} at ${width}`).to.be.below(
          card.right,
        );
    }
  });

  it('[G18] on a narrow screen is cards without empty columns or lines; accessible in both themes', async () => {
    const table = await show();
    table.requests = [
      aRequest(1, { status: 'active', technician: { ...me, name: 'Ada Lovelace-Montgomery' } }),
    ];
    table.style.inlineSize = '300px';
    await expectAccessible(table);
    const row = table.renderRoot.querySelector('tbody tr')!;
    const boxOf = (cell: string): DOMRect => {
      const range = document.createRange();
      range.selectNodeContents(row.querySelector(cell)!);
      return range.getBoundingClientRect();
    };
    const chip = row.querySelector('.chip')!.getBoundingClientRect();
    const [number, time] = ['.number', 'time'].map(boxOf);
    expect(time!.right).to.be.closeTo(chip.right, 1);
    expect(time!.left - number!.right).to.be.within(0, 20);
    expect(row.getBoundingClientRect().bottom - time!.bottom).to.be.below(20);
  });

  it('is accessible', async () => {
    await expect(await show()).to.be.accessible();
  });
});

describe('addresses of portals', () => {
  it('[G4] makes a subdomain out of a company name', () => {
    expect(suggestSubdomain('  Müller & Söhne, S.A. ')).to.equal('muller-sohne-s-a');
  });

  it('puts it beside the console’s own host', () => {
    expect(portalUrl('acme', { protocol: 'https:', host: 'console.msp.example:8443' })).to.equal(
      'https://acme.msp.example:8443',
    );
  });

  it('[W5] makes an exact origin of what was pasted, or refuses it', () => {
    expect(toOrigin('https://www.acme.example/contact?x=1')).to.equal('https://www.acme.example');
    expect(toOrigin('www.acme.example')).to.equal('https://www.acme.example');
    expect(toOrigin('ftp://acme.example')).to.equal(null);
    expect(toOrigin('not a site')).to.equal(null);
  });
});
