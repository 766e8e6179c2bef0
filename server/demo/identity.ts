import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';

/** What the demo's website signs with: one of the portal's identity keys. */
export interface WebsiteKey {
  id: string;
  secret: string;
}

/** Who can be signed in at the demo's website. */
const USERS: Record<string, { sub: string; name: string; email: string }> = {
  mia: { sub: '1042', name: 'Mia Berg', email: 'mia@harbour-pine.example' },
  jonas: { sub: '1077', name: 'Jonas Falk', email: 'jonas@harbour-pine.example' },
};

/** As a client's server would sign it for whoever is signed in; `null` for somebody it does not know. */
export const identityToken = async (
  key: WebsiteKey,
  portal: string,
  user: string | null,
  now: number,
): Promise<string | null> => {
  const known = Object.hasOwn(USERS, user ?? '') ? USERS[user!] : undefined;
  if (!known) return null;
  return new SignJWT({ name: known.name, email: known.email })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: key.id })
    .setSubject(known.sub)
    .setAudience(portal)
    .setExpirationTime(new Date(now + 120_000))
    .setJti(randomUUID())
    .sign(Buffer.from(key.secret));
};
