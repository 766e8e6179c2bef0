import { z } from 'zod';
import { named } from './names.ts';

/** Bytes as WebAuthn's JSON has them: base64url without padding. */
const bytes = (max: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(max);
/** The longest a credential's id may be is 1023 bytes (WebAuthn, 4.). */
const credentialId = bytes(1364);
const transports = z.array(z.string().regex(/^[a-z-]{1,40}$/)).max(10);
const kind = z.literal('public-key');
const known = z.array(
  named('PasskeyReference', z.object({ id: credentialId, type: kind, transports: transports.optional() })),
);
const verification = z.enum(['required', 'preferred', 'discouraged']);

/** What the browser needs to make a passkey: PublicKeyCredentialCreationOptionsJSON. */
export const creationOptions = named(
  'PasskeyCreationOptions',
  z.object({
    rp: z.object({ name: z.string(), id: z.string() }),
    user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
    challenge: z.string(),
    pubKeyCredParams: z.array(z.object({ alg: z.int(), type: kind })),
    timeout: z.int(),
    excludeCredentials: known,
    authenticatorSelection: z.object({
      residentKey: verification,
      requireResidentKey: z.boolean(),
      userVerification: verification,
    }),
    attestation: z.literal('none'),
  }),
);

/** What the browser needs to use one: PublicKeyCredentialRequestOptionsJSON. */
export const requestOptions = named(
  'PasskeyRequestOptions',
  z.object({
    challenge: z.string(),
    rpId: z.string(),
    timeout: z.int(),
    allowCredentials: known.optional(),
    userVerification: verification,
  }),
);

const credential = { id: credentialId, rawId: credentialId, type: kind };

/** What a browser made: RegistrationResponseJSON. 32,000: attestation is not asked for, so keys are small. */
export const registration = named(
  'PasskeyRegistration',
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes(8000),
      attestationObject: bytes(32_000),
      transports: transports.optional(),
    }),
  }),
);

/** What a browser signed: AuthenticationResponseJSON. */
export const assertion = named(
  'PasskeyAssertion',
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: bytes(8000),
      authenticatorData: bytes(8000),
      signature: bytes(8000),
      userHandle: bytes(200).optional(),
    }),
  }),
);
