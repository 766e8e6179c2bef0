import { createHmac } from 'node:crypto';
import type { CommandOutput } from '#protocol/index';
import { newCommandId } from './ids.ts';
import type { SocketClient } from './socket-client.ts';
import type { ConsoleUser, TestServer } from './test-server.ts';

/** What a website's server signs with. */
export interface WebsiteKey {
  id: string;
  secret: string;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token as a website's server would sign it; by hand, so that it can be wrong in any way. */
export const signToken = (
  key: WebsiteKey,
  claims: Record<string, unknown>,
  header: Record<string, unknown> = {},
): string => {
  const signed = `${part({ alg: 'HS256', typ: 'JWT', kid: key.id, ...header })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', key.secret).update(signed).digest('base64url')}`;
};

interface Portal {
  portalId: string;
  subdomain: string;
}

/** Good claims for now; `changed` makes them others, `undefined` leaves one out. */
export const claimsFor = (
  server: TestServer,
  portal: Portal,
  changed: Record<string, unknown> = {},
): Record<string, unknown> => ({
  sub: 'user-1',
  name: 'Carla Ruiz',
  email: 'carla@acme.example',
  aud: portal.portalId,
  exp: Math.floor(server.clock.now() / 1000) + 120,
  jti: newCommandId(),
  ...changed,
});

/** A key of the portal, as an admin makes one for the website. */
export const websiteKey = async (
  admin: ConsoleUser,
  portal: Portal,
  name = 'Website',
): Promise<WebsiteKey> => {
  const input = { portalId: portal.portalId, name, algorithm: 'HS256' } as const;
  const { key, secret } = await admin.must('identity-key:create', input);
  return { id: key.id, secret: secret! };
};

/** Somebody a website has identified, in the portal's own page. */
export const identified = async (
  server: TestServer,
  portal: Portal,
  key: WebsiteKey,
  changed: Record<string, unknown> = {},
): Promise<CommandOutput<'contact:identify'> & { socket: SocketClient }> => {
  const visitor = await server.visit(portal);
  const token = signToken(key, claimsFor(server, portal, changed));
  const made = await visitor.must('contact:identify', { portalId: portal.portalId, token });
  await visitor.must('request:current', {});
  return { ...made, socket: visitor };
};

/** Uses a contact's session, until that is written down: it is done beside the answer. */
export const use = async (
  server: TestServer,
  { socket, contact }: { socket: SocketClient; contact: { id: string } },
): Promise<void> => {
  const now = server.clock.now();
  await socket.must('request:current', {});
  const query = server.app.deps.database.read
    .selectFrom('sessions')
    .select('id')
    .where('subject_id', '=', contact.id)
    .where('last_used_at', '=', now);
  while (!(await query.executeTakeFirst()));
};
