import type { CommandInput, CommandOutput } from '#protocol/index';

type Assertion = Extract<CommandInput<'session:confirm'>['proof'], { kind: 'passkey' }>['response'];
type Registration = CommandInput<'passkey:add'>['response'];

/** The part that talks to the browser is loaded with the first use of a passkey. */
const browser = () => import('@simplewebauthn/browser');

/** Whether this browser knows passkeys at all. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window;

/** Signs a challenge; `null` where the person or the browser gave up. */
export const usePasskey = async (
  optionsJSON: CommandOutput<'session:challenge'>['passkey'],
): Promise<Assertion | null> => {
  try {
    const { startAuthentication } = await browser();
    const { id, rawId, response } = await startAuthentication({ optionsJSON: optionsJSON as never });
    return { id, rawId, type: 'public-key', response };
  } catch {
    return null;
  }
};

/** Makes a passkey; `null` where the person gave up, or has one for this device already. */
export const makePasskey = async (
  optionsJSON: CommandOutput<'passkey:offer'>['options'],
): Promise<Registration | null> => {
  try {
    const { startRegistration } = await browser();
    const { id, rawId, response } = await startRegistration({ optionsJSON: optionsJSON as never });
    const { clientDataJSON, attestationObject, transports } = response;
    return {
      id,
      rawId,
      type: 'public-key',
      response: { clientDataJSON, attestationObject, ...(transports && { transports }) },
    };
  } catch {
    return null;
  }
};
