import { z } from 'zod';
import { MESSAGE_MAX } from './version.ts';

/** UUID in lower case, as the server makes them. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);

/** Made by the client once, before the first try: a random UUID. */
export const commandId = id;

/** Milliseconds since 1970 UTC. */
export const time = z.int().nonnegative();

/** Counts up with every change of what it stands beside (contract R9). */
export const version = z.int().nonnegative();

/** NUL and lone surrogates do not survive every database, so they are refused rather than changed. */
const storable = (value: string): boolean => value.isWellFormed() && !value.includes('\0');

/** Text kept exactly as typed. Blank text counts as missing. `max` in UTF-16 code units. */
export const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(storable, { params: { issue: 'invalid' } })
    .refine((value) => value.trim() !== '', { params: { issue: 'required' } });

/** The same, where leaving it empty is an answer. */
export const optionalText = (max: number) =>
  z
    .string()
    .max(max)
    .refine(storable, { params: { issue: 'invalid' } });

export const messageText = text(MESSAGE_MAX);
/** A person's or company's name. 120 fits the longest seen in practice and one line of a table. */
export const name = text(120);
/** 254: the longest address SMTP can carry (RFC 5321). */
export const email = z
  .email()
  .max(254)
  .refine(storable, { params: { issue: 'invalid' } });
/** 12 to 256: long enough to resist guessing, short enough to hash without risk (contract S8). */
export const newPassword = z.string().min(12).max(256);
export const language = z.enum(['en', 'fr', 'de', 'es', 'it', 'da', 'nl', 'he', 'pt', 'th']);
/** 256 random bits, base64url. */
export const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A DNS label: lower case letters, digits and inner hyphens, at most 63 (RFC 1035). */
export const subdomain = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);

/** Scheme, host and port, nothing else, as browsers send it. */
export const origin = z
  .string()
  .max(300)
  .refine(isOrigin, { params: { issue: 'invalid' } });

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === value;
}

/** An answer to a read that gave the last version it knows: nothing new. */
export const same = z.object({ same: z.literal(true), version });
/** The last version the reader has; if it still stands, the answer is `same`. */
export const known = version.optional();
