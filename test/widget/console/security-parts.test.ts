import { expect, fixture, html } from '@open-wc/testing';
import '../../../widget/features/sign-in/console-elements.ts';
import { SessionStore } from '../../../widget/features/accounts/console-session.store.ts';
import type { SupportMustSecure } from '../../../widget/features/sign-in/console-must-secure.ts';
import type { SupportPolicy } from '../../../widget/features/sign-in/console-policy.ts';
import { PolicyStore } from '../../../widget/features/sign-in/console-policy.store.ts';
import type { SupportRecoveryCodes } from '../../../widget/features/sign-in/console-recovery-codes.ts';
import { SecurityStore } from '../../../widget/features/sign-in/console-security.store.ts';
import type { SupportSessionsList } from '../../../widget/features/sign-in/console-sessions-list.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { expectAccessible, until, words } from './look.ts';
import { aSecurity, aSession, aSignIn, english, recoveryCodes } from './samples.ts';

let transport: FakeTransport;
beforeEach(() => {
  transport = new FakeTransport();
});

describe('recovery codes', () => {
  const show = async (): Promise<SupportRecoveryCodes> => {
    const i18n = await english();
    return fixture(
      html`<support-recovery-codes .i18n=${i18n} .codes=${recoveryCodes}></support-recovery-codes>`,
    );
  };

  it('[S8] are a list, each code once, and a file to save; accessible in both themes', async () => {
    const element = await show();
    const items = [...element.renderRoot.querySelectorAll('li')].map((item) => words(item));
    expect(items).to.deep.equal(recoveryCodes);
    const file = element.renderRoot.querySelector<HTMLAnchorElement>('[download]')!.href;
    expect(decodeURIComponent(file)).to.contain(recoveryCodes.join('\n'));
    await expectAccessible(element);
  });

  it('[S8] can be copied by hand where the browser refuses to copy', async () => {
    const element = await show();
    const copy = await until(() => element.renderRoot.querySelector('support-copy-field'));
    await copy.updateComplete;
    const area = copy.renderRoot.querySelector('textarea')!;
    expect(area.checkVisibility()).to.equal(false);
    const { writeText } = navigator.clipboard;
    navigator.clipboard.writeText = () => Promise.reject(new Error('refused'));
    try {
      copy.renderRoot.querySelector<HTMLElement>('wa-button')!.click();
      await until(() => copy.shadowRoot?.activeElement === area);
    } finally {
      navigator.clipboard.writeText = writeText;
    }
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).to.equal(recoveryCodes.join('\n'));
    expect(area.checkVisibility()).to.equal(true);
  });
});

describe('the list of sessions', () => {
  const show = async (): Promise<SupportSessionsList> => {
    const i18n = await english();
    const list = await fixture<SupportSessionsList>(
      html`<support-sessions-list
        .i18n=${i18n}
        .store=${new SecurityStore(transport)}
      ></support-sessions-list>`,
    );
    await until(() => list.renderRoot.querySelector('li'));
    return list;
  };
  const rows = (list: SupportSessionsList): HTMLElement[] => [...list.renderRoot.querySelectorAll('li')];
  const here = aSignIn(1, { current: true });

  it('[S7] marks this one, which has no button; accessible in both themes', async () => {
    transport.answer('session:list', () => ({
      ok: true,
      data: { sessions: [here, aSignIn(2, { agent: null, address: null })] },
    }));
    const list = await show();
    expect(words(rows(list)[0])).to.contain('Firefox · Linux here');
    expect(rows(list)[0]!.querySelector('wa-button')).to.equal(null);
    expect(words(rows(list)[1]))
      .to.contain('Unknown browser')
      .and.to.contain('Sign out');
    await expectAccessible(list);
  });

  it('[S7] signs out there, says so and reads the list again; alone it offers nothing', async () => {
    let sessions = [here, aSignIn(2)];
    transport.answer('session:list', () => ({ ok: true, data: { sessions } }));
    transport.answer('session:end-other', () => {
      sessions = [here];
      return { ok: true, data: { ended: 1 } };
    });
    const list = await show();
    rows(list)[1]!.querySelector<HTMLElement>('wa-button')!.click();
    await until(() => words(list.renderRoot.querySelector('[role=status]')) === 'Signed out there.');
    expect(transport.callsOf('session:end-other')).to.deep.equal([{ sessionId: aSignIn(2).id }]);
    expect(rows(list).length).to.equal(1);
    expect(list.renderRoot.querySelector('wa-button')).to.equal(null);
  });

  it('[S7] says why it could not, with the session still there', async () => {
    transport.answer('session:list', () => ({ ok: true, data: { sessions: [here, aSignIn(2)] } }));
    transport.answer('session:end-other', () => failure('unreachable', true));
    const list = await show();
    list.renderRoot.querySelector<HTMLElement>('.actions wa-button')!.click();
    const alert = await until(() => list.renderRoot.querySelector('wa-callout'));
    expect(words(alert)).to.contain('cannot be reached');
    expect(transport.callsOf('session:end-other')).to.deep.equal([{}]);
    expect(rows(list).length).to.equal(2);
  });
});

describe('the policy of a second factor', () => {
  const setting = (value: boolean, version: number) => ({
    key: 'sign-in.secondFactorRequired',
    levels: ['account' as const],
    value,
    source: 'account' as const,
    version,
  });
  const show = async (value: boolean): Promise<SupportPolicy> => {
    transport.answer('setting:list', () => ({ ok: true, data: { settings: [setting(value, 1)] } }));
    transport.answer('setting:set', ({ value: wanted }) => ({ ok: true, data: setting(wanted === true, 2) }));
    const i18n = await english();
    const policy = await fixture<SupportPolicy>(
      html`<support-policy .i18n=${i18n} .store=${new PolicyStore(transport)}></support-policy>`,
    );
    await until(() => policy.renderRoot.querySelector('wa-switch'));
    return policy;
  };
  const toggle = (policy: SupportPolicy) => policy.renderRoot.querySelector('wa-switch')!;
  const question = (policy: SupportPolicy) => policy.renderRoot.querySelector('support-confirm');

  it('[S8] is asked about before it is turned on, and until then shown as it is; accessible in both themes', async () => {
    const policy = await show(false);
    await expectAccessible(policy);
    toggle(policy).click();
    const asked = await until(() => question(policy));
    expect(toggle(policy).checked).to.equal(false);
    expect(transport.callsOf('setting:set')).to.deep.equal([]);
    asked.dispatchEvent(new Event('support-confirmed'));
    await until(() => toggle(policy).checked);
    expect(transport.callsOf('setting:set')).to.deep.equal([
      {
        key: 'sign-in.secondFactorRequired',
        level: { kind: 'account' },
        value: true,
        version: 1,
      },
    ]);
  });

  it('[S8] is turned off at once, and says why where it could not be', async () => {
    const policy = await show(true);
    transport.answer('setting:set', () => failure('stale'));
    toggle(policy).click();
    await until(() => policy.renderRoot.querySelector('wa-callout'));
    expect(question(policy)).to.equal(null);
    expect(toggle(policy).checked).to.equal(true);
    expect(transport.callsOf('setting:set').map(({ value }) => value)).to.deep.equal([false]);
  });
});

describe('setting up what the account asks for', () => {
  it('[S8] says who asks, can be left by signing out, and is over when the new codes were read', async () => {
    const session = new SessionStore(transport, transport);
    transport.answer('session:get', () => ({
      ok: true,
      data: aSession({ mustSecure: true, permissions: ['session.own'] }),
    }));
    transport.answer('security:get', () => ({ ok: true, data: aSecurity({ required: true }) }));
    transport.answer('session:list', () => ({
      ok: true,
      data: { sessions: [aSignIn(1, { current: true })] },
    }));
    await session.resume();
    const i18n = await english();
    const element = await fixture<SupportMustSecure>(
      html`<support-must-secure
        .i18n=${i18n}
        .session=${session}
        .security=${new SecurityStore(transport)}
        .policy=${new PolicyStore(transport)}
      ></support-must-secure>`,
    );
    let over = 0;
    element.addEventListener('support-secured', () => (over += 1));
    expect(words(element.renderRoot.querySelector('[role=status]'))).to.contain('MSP asks everybody');
    const page = element.renderRoot.querySelector('support-security-page')!;
    await until(() => page.renderRoot.querySelector('li'));
    await expectAccessible(element);

    page.renderRoot.querySelector<HTMLElement>('li wa-button')!.click();
    const dialog = await until(() => page.renderRoot.querySelector('support-factor-dialog'));
    transport.push('session:changed', aSession({ version: 2 }));
    await element.updateComplete;
    expect(over).to.equal(0);
    await dialog.updateComplete;
    dialog.close();
    await until(() => over > 0);

    transport.answer('session:end', () => ({ ok: true, data: {} }));
    element.renderRoot.querySelector<HTMLElement>('header wa-button')!.click();
    await until(() => session.get().kind === 'signed-out');
  });
});
