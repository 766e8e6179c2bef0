import { z } from 'zod';
import { LANGUAGES } from './languages.ts';
import { named } from './names.ts';
import { MESSAGE_MAX } from './version.ts';

/** UUID in lower case, as the server makes them. */
export const id = named(
  'Id',
  z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/),
  'A UUID in lower case.',
);

/** Made by the client once, before the first try: a UUID, best of version 7 (what is stored then grows at its end). */
export const commandId = named(
  'CommandId',
  id.clone(),
  'A UUID, made once by the client before the first try and kept for every further one; best of version 7.',
);

/** Milliseconds since 1970 UTC. */
export const time = named('Time', z.int().nonnegative(), 'Milliseconds since 1970 UTC.');

/** Counts up with every change of what it stands beside (contract R9). */
export const version = named(
  'Version',
  z.int().nonnegative(),
  'Counts up with every change of what it stands beside.',
);

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

export const messageText = named('MessageText', text(MESSAGE_MAX), 'Stored exactly as typed; not blank.');
/** A person's or company's name. 120 fits the longest seen in practice and one line of a table. */
export const name = named('Name', text(120), 'Of a person, a company or an account; not blank.');
/** 254: the longest address SMTP can carry (RFC 5321). */
export const email = named(
  'Email',
  z
    .email()
    .max(254)
    .refine(storable, { params: { issue: 'invalid' } }),
);
/** 12 to 256: long enough to resist guessing, short enough to hash without risk (contract S8). */
export const newPassword = named('NewPassword', z.string().min(12).max(256));
/** One that is held against the stored one; bounded, because it is hashed (contract S8). */
export const password = z.string().min(1).max(256);
export const language = named('Language', z.enum(LANGUAGES));
/** 256 random bits, base64url. */
export const token = named('Token', z.string().regex(/^[A-Za-z0-9_-]{43}$/), '256 random bits, base64url.');

/** A DNS label: lower case letters, digits and inner hyphens, at most 63 (RFC 1035). */
export const subdomain = named(
  'Subdomain',
  z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/),
  'One label of a host name.',
);

/** Scheme, host and port, nothing else, as browsers send it. */
export const origin = named(
  'Origin',
  z
    .string()
    .max(300)
    .refine(isOrigin, { params: { issue: 'invalid' } }),
  'Scheme, host and port, as browsers send it.',
);

function isOrigin(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin === value;
}

/** An answer to a read that gave the last version it knows: nothing new. */
export const same = named(
  'Same',
  z.object({ same: z.literal(true), version }),
  'Nothing new since the version that was given.',
);
/** The last version the reader has; if it still stands, the answer is `same`. */
export const known = version.optional();
