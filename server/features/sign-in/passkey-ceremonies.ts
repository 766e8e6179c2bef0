import { randomBytes } from 'node:crypto';
import type { CommandInput, CommandOutput } from '#protocol/index';
import { newId } from '../../platform/ids.ts';
import type { Urls } from '../../platform/urls.ts';
import type { TechnicianRow } from '../technicians/index.ts';
import type { PasskeyRow } from './passkeys.store.ts';

/** Loaded with the first passkey that is checked: it brings every certificate format along, and a start need not wait. */
const library = () => import('@simplewebauthn/server');

type CreationOptions = CommandOutput<'passkey:offer'>['options'];
type RequestOptions = CommandOutput<'session:challenge'>['passkey'];
type Registration = CommandInput<'passkey:add'>['response'];
type Assertion = Extract<CommandInput<'session:confirm'>['proof'], { kind: 'passkey' }>['response'];

/** In milliseconds: time to find the key, and to see what the browser asks. */
const TIMEOUT = 5 * 60_000;
/** EdDSA, ES256, RS256: what all authenticators between them can do. */
const ALGORITHMS = [-8, -7, -257];

/** 256 random bits that a passkey signs. */
export const newChallenge = (): string => randomBytes(32).toString('base64url');

/**
 * Passkeys belong to the console's host alone: under the base domain live portals, whose pages show what others
 * wrote, and none of them may ask for one.
 */
const relyingParty = (urls: Urls): string => new URL(urls.console).hostname;
/** What the authenticator gives back with a passkey alone: the technician's id, which tells nothing about them. */
const userHandle = (technicianId: string): string => Buffer.from(technicianId).toString('base64url');

const listed = (passkeys: readonly PasskeyRow[]) =>
  passkeys.map((passkey) => ({
    id: passkey.credential_id,
    type: 'public-key' as const,
    transports: JSON.parse(passkey.transports) as string[],
  }));

export const creationOptions = (
  urls: Urls,
  technician: TechnicianRow,
  passkeys: readonly PasskeyRow[],
  challenge: string,
): CreationOptions => ({
  rp: { name: 'Support console', id: relyingParty(urls) },
  user: { id: userHandle(technician.id), name: technician.email, displayName: technician.name },
  challenge,
  pubKeyCredParams: ALGORITHMS.map((alg) => ({ alg, type: 'public-key' })),
  timeout: TIMEOUT,
  excludeCredentials: listed(passkeys),
  // Preferred, so that a plain security key serves as second factor; who can do more signs in with it alone.
  authenticatorSelection: {
    residentKey: 'preferred',
    requireResidentKey: false,
    userVerification: 'preferred',
  },
  attestation: 'none',
});

/** `passkeys`: as second factor, one of these; without them, any that knows its owner and verifies them. */
export const requestOptions = (
  urls: Urls,
  challenge: string,
  passkeys?: readonly PasskeyRow[],
): RequestOptions => ({
  challenge,
  rpId: relyingParty(urls),
  timeout: TIMEOUT,
  ...(passkeys && { allowCredentials: listed(passkeys) }),
  userVerification: passkeys ? 'preferred' : 'required',
});

/** The passkey a browser made, or `null` where it does not answer this challenge from the console's own page. */
export const verifyRegistration = async (
  urls: Urls,
  challenge: string,
  response: Registration,
): Promise<Pick<PasskeyRow, 'id' | 'credential_id' | 'public_key' | 'counter' | 'transports'> | null> => {
  const verified = await (
    await library()
  )
    .verifyRegistrationResponse({
      response: { ...response, clientExtensionResults: {} } as never,
      expectedChallenge: challenge,
      expectedOrigin: urls.console,
      expectedRPID: relyingParty(urls),
      requireUserVerification: false,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    .catch(() => null);
  if (!verified?.verified) return null;
  const { credential } = verified.registrationInfo;
  return {
    id: newId(),
    credential_id: credential.id,
    public_key: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    transports: JSON.stringify(response.response.transports ?? []),
  };
};

/** The passkey's new counter, or `null` where the signature, challenge, origin or counter is not right. */
export const verifyAssertion = async (
  urls: Urls,
  challenge: string,
  response: Assertion,
  passkey: PasskeyRow,
  alone: boolean,
): Promise<number | null> => {
  if (alone && response.response.userHandle !== userHandle(passkey.technician_id)) return null;
  const verified = await (
    await library()
  )
    .verifyAuthenticationResponse({
      response: { ...response, clientExtensionResults: {} } as never,
      expectedChallenge: challenge,
      expectedOrigin: urls.console,
      expectedRPID: relyingParty(urls),
      requireUserVerification: alone,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(Buffer.from(passkey.public_key, 'base64url')),
        counter: passkey.counter,
      },
    })
    .catch(() => null);
  return verified?.verified ? verified.authenticationInfo.newCounter : null;
};
