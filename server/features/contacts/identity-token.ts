import { createPublicKey, createSecretKey, type JsonWebKeyInput, type KeyObject } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { z } from 'zod';
import { AppError, fieldError } from '#protocol/errors';
import { email, id, name } from '#protocol/fields';
import type { Claims } from './contacts.store.ts';
import type { KeyView } from './identity-keys.store.ts';

export type Algorithm = KeyView['algorithm'];
export type Reason =
  'malformed' | 'unknown_key' | 'signature' | 'audience' | 'expired' | 'lives_too_long' | 'claims' | 'used';

/** How long a token may live, in milliseconds (contract S11). */
const MOST = 5 * 60_000;
/** How far clocks of two servers may be apart, in seconds. */
const SKEW = 10;

const CURVE = { EdDSA: 'ed25519', ES256: 'ec' } as const;

/** 200: the longest ids of directories are below 100. */
const label = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => value.isWellFormed() && !value.includes('\0'));
const claims = z.object({ sub: label, jti: label, exp: z.number(), name, email: email.nullish() });

export const refuse = (reason: Reason): AppError => new AppError('identity_refused', { params: { reason } });

/**
 * A public key as somebody pasted it, PEM or JWK, as PEM.
 *
 * @throws AppError `validation` where it is none, of another kind, or a private key: that one is not for us to have.
 */
export const readPublicKey = (algorithm: 'EdDSA' | 'ES256', given: string): string => {
  const isPrivate = /PRIVATE KEY/.test(given) || /"d"\s*:/.test(given);
  if (isPrivate) throw fieldError('publicKey', 'private_key');
  let key: KeyObject;
  try {
    key = given.trim().startsWith('{')
      ? createPublicKey({ key: JSON.parse(given) as JsonWebKeyInput['key'], format: 'jwk' })
      : createPublicKey(given);
  } catch {
    throw fieldError('publicKey', 'invalid');
  }
  const isRight =
    key.asymmetricKeyType === CURVE[algorithm] &&
    (algorithm !== 'ES256' || key.asymmetricKeyDetails?.namedCurve === 'prime256v1');
  if (!isRight) throw fieldError('publicKey', 'invalid');
  return String(key.export({ type: 'spki', format: 'pem' }));
};

/** Which key a token says it is signed with; nothing else of it counts yet. */
export const keyIdOf = (token: string): string => {
  // Base64 that decodes to the same bytes is not the same token: one form of each alone counts.
  const isExact = token
    .split('.')
    .every((part) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part);
  try {
    const { kid } = decodeProtectedHeader(token);
    if (isExact && kid !== undefined) {
      if (id.safeParse(kid).success) return kid;
      throw refuse('unknown_key');
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
  }
  throw refuse('malformed');
};

/**
 * What a token says, if this key signed it, for this portal, to be used now.
 *
 * @param material - the key's secret, or its public key as PEM
 * @throws AppError `identity_refused` with the reason; nothing is believed by half.
 */
export const readToken = async (
  token: string,
  { algorithm, material }: { algorithm: Algorithm; material: string },
  { portalId, now }: { portalId: string; now: number },
): Promise<Claims> => {
  const key =
    algorithm === 'HS256' ? createSecretKey(Buffer.from(material, 'utf8')) : createPublicKey(material);
  const payload = await verified(token, key, algorithm, portalId, now);
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw refuse('claims');
  const { sub, jti, exp, ...told } = parsed.data;
  if (exp * 1000 > now + MOST + SKEW * 1000) throw refuse('lives_too_long');
  // Some servers give fractions of a second; a time of ours has none.
  const refusedAt = (Math.ceil(exp) + SKEW) * 1000;
  return { subject: sub, jti, name: told.name, email: told.email ?? null, refusedAt };
};

const verified = async (
  token: string,
  key: KeyObject,
  algorithm: Algorithm,
  audience: string,
  now: number,
): Promise<JWTPayload> => {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [algorithm],
      audience,
      currentDate: new Date(now),
      clockTolerance: SKEW,
      requiredClaims: ['sub', 'jti', 'exp', 'aud', 'name'],
    });
    return payload;
  } catch (error) {
    throw refuse(reasonOf(error));
  }
};

const reasonOf = (error: unknown): Reason => {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'signature';
  if (error instanceof errors.JWTClaimValidationFailed)
    return error.claim === 'aud' && error.reason === 'check_failed' ? 'audience' : 'claims';
  return 'malformed';
};
