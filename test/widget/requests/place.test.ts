import { expect } from '@open-wc/testing';
import { sentFrom } from '../../../widget/features/requests/place.ts';

const page = 'https://client.example/cart';

describe('what a website says beside a request', () => {
  it('[W3] is sent as text, with the address of the page', () => {
    const sent = sentFrom({ page, context: { plan: 'Pro', items: 3, paid: false } });
    expect(sent).to.deep.equal({ website: page, context: { plan: 'Pro', items: '3', paid: 'false' } });
    expect(sentFrom({ page })).to.deep.equal({ website: page });
    expect(sentFrom({ page, context: {} })).to.deep.equal({ website: page });
  });

  it('[W3] is cut to what the server takes, so that nobody’s question is refused for it', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`fact ${n}`, 'x'.repeat(600)]));
    const { context } = sentFrom({ page, context: { ' ': 'no name', ...many } });
    expect(Object.keys(context!)).to.have.length(20);
    expect(Object.values(context!).every((value) => value.length === 500)).to.equal(true);
    const odd = sentFrom({ page, context: { ['n'.repeat(50)]: `a\0b${'x'.repeat(496)}😀`, none: null } });
    expect(odd.context!['n'.repeat(40)]).to.equal(`ab${'x'.repeat(496)}\uFFFD`);
    expect(odd.context!['none']).to.equal('null');
  });
});
