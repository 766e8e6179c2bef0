import { expect, fixture, html } from '@open-wc/testing';
import { SessionStore } from '../../../widget/features/accounts/console-session.store.ts';
import { SupportSecondStep } from '../../../widget/features/sign-in/console-second-step.ts';
import { failure, FakeTransport } from '../support/fake-transport.ts';
import { expectAccessible, fillAndSend, until, words } from './look.ts';
import { aSecondStep, aSession, english } from './samples.ts';

customElements.define('support-second-step', SupportSecondStep);

describe('the second step of signing in', () => {
  let transport: FakeTransport;
  let session: SessionStore;
  beforeEach(() => {
    transport = new FakeTransport();
    session = new SessionStore(transport, transport);
  });
  const show = async (step = aSecondStep()): Promise<SupportSecondStep> => {
    const i18n = await english();
    return fixture(
      html`<support-second-step .i18n=${i18n} .session=${session} .step=${step}></support-second-step>`,
    );
  };
  const press = (element: SupportSecondStep, name: string): void =>
    [...element.renderRoot.querySelectorAll<HTMLElement>('wa-button')]
      .find((button) => words(button) === name)!
      .click();
  const field = (element: SupportSecondStep): HTMLElement & { label: string } =>
    element.renderRoot.querySelector('wa-input')!;
  const focused = (element: SupportSecondStep): Element | null | undefined =>
    element.shadowRoot?.activeElement;

  it('[S8] asks for the code of the app, with the focus there; accessible in both themes', async () => {
    const element = await show();
    expect(field(element).label).to.equal('Code from your authenticator app');
    await until(() => focused(element) === field(element));
    await expectAccessible(element);
  });

  it('[S8] sends the digits alone, says when they are wrong, and signs in when they are right', async () => {
    transport.answer('session:confirm', () => failure('wrong_code'));
    const element = await show();
    await fillAndSend(element.renderRoot, { code: '123 456' });
    const alert = await until(() => element.renderRoot.querySelector('wa-callout'));
    expect(words(alert)).to.contain('is not right, or was used before');
    transport.answer('session:confirm', () => ({
      ok: true,
      data: { session: aSession(), recoveryCodesLeft: null },
    }));
    await fillAndSend(element.renderRoot, { code: '654321' });
    await until(() => session.session);
    const { token } = aSecondStep();
    expect(transport.callsOf('session:confirm')).to.deep.equal([
      { token, proof: { kind: 'totp', code: '123456' } },
      { token, proof: { kind: 'totp', code: '654321' } },
    ]);
  });

  it('[S8] goes over to a recovery code, without the problem of the way before', async () => {
    transport.answer('session:confirm', () => failure('wrong_code'));
    const element = await show();
    await fillAndSend(element.renderRoot, { code: '123456' });
    await until(() => element.renderRoot.querySelector('wa-callout'));
    press(element, 'Use a recovery code');
    await until(() => field(element).label === 'Recovery code');
    expect(element.renderRoot.querySelector('wa-callout')).to.equal(null);
    await until(() => focused(element) === field(element));
    await fillAndSend(element.renderRoot, { code: ' abcde-fghij ' });
    await until(() => element.renderRoot.querySelector('wa-callout'));
    expect(transport.callsOf('session:confirm').at(-1)).to.deep.equal({
      token: aSecondStep().token,
      proof: { kind: 'recovery', code: 'abcde-fghij' },
    });
  });

  it('[S8] offers a passkey where there is one, and says when it was given up', async () => {
    // No passkey of this browser can be meant by it: the browser refuses at once.
    const passkey = { challenge: 'AAAA', rpId: 'elsewhere.example', allowCredentials: [], timeout: 1000 };
    const element = await show(
      aSecondStep({
        methods: ['passkey', 'recovery'],
        passkey: { ...passkey, userVerification: 'required' },
      }),
    );
    expect(element.renderRoot.querySelector('wa-input')).to.equal(null);
    await expectAccessible(element);
    press(element, 'Use a passkey');
    const alert = await until(() => element.renderRoot.querySelector('wa-callout'));
    expect(words(alert)).to.contain('did not work, or was cancelled');
    expect(transport.callsOf('session:confirm')).to.deep.equal([]);
  });

  it('starts over once when asked to', async () => {
    const element = await show();
    let times = 0;
    element.addEventListener('support-start-over', () => (times += 1));
    press(element, 'Start over');
    expect(times).to.equal(1);
  });
});
