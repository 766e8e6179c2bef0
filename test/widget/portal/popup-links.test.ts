import { expect } from '@open-wc/testing';
import { upgradeLinks } from '../../../widget/portal/popup-links.ts';

describe('popup links', () => {
  const original = globalThis.open;
  let opened: string[];
  let allowed: boolean;
  let link: HTMLAnchorElement;
  let followed: boolean;

  /** Whether the browser would have followed the link; it is kept from doing so here. */
  const click = (init: MouseEventInit = {}): boolean => {
    followed = false;
    const stop = (event: Event): void => {
      followed = !event.defaultPrevented;
      event.preventDefault();
    };
    addEventListener('click', stop, { once: true });
    link.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, ...init }));
    return followed;
  };

  before(() => upgradeLinks());
  beforeEach(() => {
    opened = [];
    allowed = true;
    globalThis.open = (url) => {
      opened.push(String(url));
      return allowed ? window : null;
    };
    link = Object.assign(document.createElement('a'), {
      href: 'https://acme.example/',
      textContent: 'Support',
    });
    link.dataset['supportPortal'] = '';
    document.body.append(link);
  });
  afterEach(() => {
    link.remove();
    globalThis.open = original;
  });

  it('[G17] open a window instead of a tab', () => {
    expect(click()).to.equal(false);
    expect(opened).to.deep.equal(['https://acme.example/']);
  });

  it('stay plain links where windows are blocked', () => {
    allowed = false;
    expect(click()).to.equal(true);
  });

  it('leave a click with a modifier key to the browser', () => {
    expect(click({ ctrlKey: true })).to.equal(true);
    expect(opened).to.deep.equal([]);
  });

  it('leave other links alone', () => {
    delete link.dataset['supportPortal'];
    expect(click()).to.equal(true);
    expect(opened).to.deep.equal([]);
  });
});
