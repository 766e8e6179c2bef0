import { Secret, TOTP } from 'otpauth';

/** What every authenticator app understands (RFC 6238): SHA-1, six digits, thirty seconds. */
const PERIOD = 30;
const FORM = { algorithm: 'SHA1', digits: 6, period: PERIOD } as const;
/** Steps to either side: clocks of phones differ by seconds, and people type slowly. */
const WINDOW = 1;

/** A new secret, base32: 160 bits, as long as the hash (RFC 4226 asks for at least 128). */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code says. */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  new TOTP({ ...FORM, secret, issuer, label }).toString();

/**
 * The time step a code belongs to, or `null` where it is wrong or was used: a step counts once, and none before it
 * counts again.
 */
export const stepOf = (secret: string, code: string, now: number, lastStep: number): number | null => {
  const delta = new TOTP({ ...FORM, secret }).validate({ token: code, timestamp: now, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / PERIOD) + delta;
  return step > lastStep ? step : null;
};
