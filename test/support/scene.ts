import type { CommandInput, CommandOutput } from '#protocol/index';
import { newCommandId } from './ids.ts';
import type { SocketClient } from './socket-client.ts';
import type { ConsoleUser, SeededAccount, TestServer } from './test-server.ts';

type Entry = CommandOutput<'thread:send'>['entry'];
export type Own = CommandOutput<'request:leave'>['request'];

export interface Scene extends SeededAccount {
  portal: { companyId: string; portalId: string; subdomain: string };
  /** A technician with access to all companies, who follows the queue. */
  tom: ConsoleUser;
}

/** An account with one Active portal and a technician, Available unless told otherwise. */
export const scene = async (
  server: TestServer,
  name: string,
  given: { available?: boolean } = {},
): Promise<Scene> => {
  const seeded = await server.seedAccount(name);
  const portal = await server.portal(seeded.admin, name.toLowerCase());
  const tom = await server.technician(seeded.admin, 'Tom');
  await tom.must('request:list', { view: 'all' });
  if (given.available ?? true) await tom.must('availability:set', { available: true });
  return { ...seeded, portal, tom };
};

/** Sets the portal Active or Inactive, and says what becomes of its chats. */
export const setPortal = async (
  { admin, portal }: Pick<Scene, 'admin' | 'portal'>,
  given: Pick<CommandInput<'portal:update'>, 'status' | 'chats' | 'message'>,
) => {
  const { portals } = await admin.must('portal:list', {});
  const { version } = portals.find(({ id }) => id === portal.portalId)!;
  return admin.must('portal:update', { portalId: portal.portalId, version, ...given });
};

/** A new guest of the portal with a request of their own, who follows its thread. */
export const ask = async (
  server: TestServer,
  portal: Scene['portal'],
  given: Partial<CommandInput<'request:open'>> = {},
): Promise<{ customer: SocketClient; token: string; request: Own }> => {
  const { socket: customer, token } = await server.guest(portal);
  const { request } = await customer.must('request:open', {
    name: 'Carla',
    email: 'carla@acme.example',
    text: 'My printer is on fire',
    ...given,
  });
  await customer.must('thread:entries', { threadId: request.threadId, after: 0 });
  return { customer, token, request };
};

/** A request that Tom has taken; both follow its thread. */
export const chat = async (
  server: TestServer,
  { portal, tom }: Scene,
): Promise<Awaited<ReturnType<typeof ask>>> => {
  const asked = await ask(server, portal);
  await tom.must('request:take', { requestId: asked.request.id });
  await asked.customer.hears('request:own-changed', ({ request }) => request.kind === 'chatting');
  await tom.must('thread:entries', { threadId: asked.request.threadId, after: 0 });
  return asked;
};

/**
 * Opens a request until there is an answer, as a client does: again with the same command id, however busy it is. A
 * limit is no matter of being busy, and who is cut off hears nothing more.
 */
export const insistOnOpening = async (
  customer: SocketClient,
  input: Omit<CommandInput<'request:open'>, 'commandId'>,
): Promise<Own> => {
  const said = { commandId: newCommandId(), ...input };
  for (;;) {
    const answer = await customer.call('request:open', said).catch((error: unknown) => {
      if (!customer.socket.connected) throw error;
      return null;
    });
    if (answer?.ok) return answer.data.request;
    if (answer && (!answer.error.retry || answer.error.code === 'rate_limited'))
      throw new Error(`refused: ${JSON.stringify(answer.error)}`);
  }
};

/** Every entry of a thread, page by page. */
export const wholeThread = async (reader: Pick<SocketClient, 'must'>, threadId: string): Promise<Entry[]> => {
  const all: Entry[] = [];
  for (;;) {
    const { entries, last } = await reader.must('thread:entries', { threadId, after: all.length });
    all.push(...entries);
    if (all.length >= last || entries.length === 0) return all;
  }
};

export const textsOf = (entries: readonly Entry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'message' ? [entry.body.text] : []));

/** What a thread shows as status lines, in order. */
export const statusesOf = (entries: readonly Entry[]): string[] =>
  entries.flatMap((entry) => (entry.kind === 'status' ? [entry.body.status] : []));
