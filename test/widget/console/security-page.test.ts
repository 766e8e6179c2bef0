import { expect, fixture, html } from '@open-wc/testing';
import '../../../widget/features/sign-in/console-elements.ts';
import { SessionStore } from '../../../widget/features/accounts/console-session.store.ts';
import type { SupportFactorDialog } from '../../../widget/features/sign-in/console-factor-dialog.ts';
import { PolicyStore } from '../../../widget/features/sign-in/console-policy.store.ts';
import { SecurityStore } from '../../../widget/features/sign-in/console-security.store.ts';
import type { SupportSecurityPage } from '../../../widget/features/sign-in/console-security-page.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { expectAccessible, fillAndSend, until, words } from './look.ts';
import { aPasskey, aSecurity, aSession, aSignIn, english, recoveryCodes } from './samples.ts';

describe('Configure > Security', () => {
  let transport: FakeTransport;
  let session: SessionStore;
  beforeEach(() => {
    transport = new FakeTransport();
    transport.answer('security:get', () => ({ ok: true, data: aSecurity() }));
    transport.answer('session:list', () => ({
      ok: true,
      data: { sessions: [aSignIn(1, { current: true })] },
    }));
    transport.answer('session:get', () => ({ ok: true, data: aSession() }));
    transport.answer('setting:list', () => ({ ok: true, data: { settings: [] } }));
    session = new SessionStore(transport, transport);
  });
  const show = async (): Promise<SupportSecurityPage> => {
    const i18n = await english();
    const page = await fixture<SupportSecurityPage>(
      html`<support-security-page
        .i18n=${i18n}
        .store=${new SecurityStore(transport)}
        .session=${session}
        .policy=${new PolicyStore(transport)}
      ></support-security-page>`,
    );
    await until(() => page.renderRoot.querySelector('li, .empty'));
    return page;
  };
  const lines = (page: SupportSecurityPage): string[] =>
    [...page.renderRoot.querySelectorAll('li')].map((line) => words(line));
  const press = (page: SupportSecurityPage, name: string): void =>
    [...page.renderRoot.querySelectorAll<HTMLElement>('wa-button')]
      .find((button) => words(button).includes(name))!
      .click();
  const dialogOf = async (page: SupportSecurityPage): Promise<SupportFactorDialog> => {
    const dialog = await until(() => page.renderRoot.querySelector('support-factor-dialog'));
    await dialog.updateComplete;
    return dialog;
  };

  it('[S8] lists the app, every passkey with its last use, and the codes that are left; accessible in both themes', async () => {
    transport.answer('security:get', () => ({
      ok: true,
      data: aSecurity({
        authenticatorApp: true,
        passkeys: [aPasskey('Work laptop'), aPasskey('Phone', Date.UTC(2026, 1, 3))],
        recoveryCodes: 1,
      }),
    }));
    const page = await show();
    const [app, laptop, phone, codes] = lines(page);
    expect(app).to.contain('On: signing in asks for its code.').and.to.contain('Remove: Authenticator app');
    expect(laptop).to.contain('Work laptop Passkey, added on Jan 5, 2026');
    expect(phone).to.contain('Phone Passkey, last used on Feb 3, 2026');
    expect(codes).to.contain('1 recovery code is left.');
    await expectAccessible(page);
  });

  it('[S8] sets up an app: password, picture and key, the first code, and the recovery codes before it is over', async () => {
    const enrolment = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/MSP:ada?secret=JBSWY3DPEHPK3PXP' };
    const security = aSecurity({ authenticatorApp: true, recoveryCodes: 10 });
    transport.answer('totp:enrol', () => ({ ok: true, data: enrolment }));
    transport.answer('totp:confirm', () => failure('wrong_code'));
    const page = await show();
    press(page, 'Set up: Authenticator app');
    const dialog = await dialogOf(page);
    await fillAndSend(dialog.renderRoot, { current: 'my password' });
    const key = await until(() => dialog.renderRoot.querySelector('support-copy-field'));
    expect(key.value).to.equal('JBSW Y3DP EHPK 3PXP');
    expect(dialog.renderRoot.querySelector('support-qr-code')?.value).to.equal(enrolment.uri);
    // On a phone what comes last is below the fold: not the field one types into.
    const order = [...dialog.renderRoot.querySelectorAll('support-qr-code, [name=code], support-copy-field')];
    expect(order.map(({ localName }) => localName)).to.deep.equal([
      'support-qr-code',
      'wa-input',
      'support-copy-field',
    ]);
    await expectAccessible(page);
    await fillAndSend(dialog.renderRoot, { code: '000 000' });
    await until(() => dialog.renderRoot.querySelector('wa-callout'));
    transport.answer('totp:confirm', () => ({ ok: true, data: { security, recoveryCodes } }));
    await fillAndSend(dialog.renderRoot, { code: '123 456' });
    await until(() => dialog.renderRoot.querySelector('support-recovery-codes'));
    expect(transport.callsOf('totp:enrol')).to.deep.equal([{ current: 'my password' }]);
    expect(transport.callsOf('totp:confirm')).to.deep.equal([{ code: '000000' }, { code: '123456' }]);
    expect(page.busy).to.equal(true);
    const settled = new Promise((resolve) => page.addEventListener('support-settled', resolve));
    dialog.close();
    await settled;
    expect(page.busy).to.equal(false);
    expect(lines(page)[0]).to.contain('On: signing in asks for its code.');
  });

  it('[S8] removes a passkey after the password alone, and keeps it where that was wrong', async () => {
    const security = aSecurity({ passkeys: [aPasskey('Old phone')], recoveryCodes: 10 });
    transport.answer('security:get', () => ({ ok: true, data: security }));
    transport.answer('passkey:remove', () =>
      failure('malformed', false, { issues: [{ path: ['current'], code: 'wrong_password' }] }),
    );
    const page = await show();
    press(page, 'Remove: Old phone');
    const dialog = await dialogOf(page);
    expect(words(dialog.renderRoot.querySelector('form'))).to.contain(
      '“Old phone” will no longer work here.',
    );
    await fillAndSend(dialog.renderRoot, { current: 'not mine' });
    const reason = await until(() => dialog.renderRoot.querySelector('.refused'));
    expect(words(reason)).to.equal('This is not your current password.');
    expect(lines(page)[1]).to.contain('Old phone');
    transport.answer('passkey:remove', () => ({ ok: true, data: aSecurity() }));
    await fillAndSend(dialog.renderRoot, { current: 'mine' });
    await until(() => !lines(page).some((line) => line.includes('Old phone')));
    expect(transport.callsOf('passkey:remove').at(-1)).to.deep.equal({
      passkeyId: security.passkeys[0]!.id,
      current: 'mine',
    });
  });

  it('[S8] says after a recovery code how many are left, on the page that makes new ones', async () => {
    transport.answer('session:confirm', () => ({
      ok: true,
      data: { session: aSession(), recoveryCodesLeft: 9 },
    }));
    await session.confirm('token', { kind: 'recovery', code: recoveryCodes[0]! });
    const page = await show();
    expect(words(page.renderRoot.querySelector('wa-callout'))).to.equal('9 recovery codes are left.');
  });

  it('says what went wrong on reading, and tries again', async () => {
    transport.answer('security:get', () => failure('unreachable', true));
    const page = await show();
    expect(words(page.renderRoot.querySelector('.empty'))).to.contain('cannot be reached');
    transport.answer('security:get', () => ({ ok: true, data: aSecurity() }));
    page.renderRoot.querySelector<HTMLElement>('.empty wa-button')!.click();
    await until(() => lines(page)[0]?.includes('Shows a new code every 30 seconds.'));
  });

  it('[S7] offers what all of the account needs to admins alone', async () => {
    await session.resume();
    const page = await show();
    expect(page.renderRoot.querySelector('support-policy')).to.equal(null);
    transport.push('session:changed', aSession({ permissions: ['setting.manage'], version: 2 }));
    await until(() => page.renderRoot.querySelector('support-policy'));
  });
});
