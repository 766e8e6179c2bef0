import { randomUUID } from 'node:crypto';
import { newId } from '../../../widget/core/ids.ts';
import { PROTOCOL_VERSION } from '#protocol/version';
import { PinnedProcess } from './pinned-process.ts';
import { SUBDOMAIN, type Seeded } from './seed.ts';
import { WireClient } from './wire-client.ts';

/** A customer and a technician in one room, each on a connection of their own. */
export interface ChatRoom {
  threadId: string;
  customer: WireClient;
  technician: WireClient;
}

/** A server with rooms of two in it, ready to be talked in. */
export interface ChatServer {
  process: Pick<PinnedProcess, 'ask' | 'stop'>;
  rooms: ChatRoom[];
  stop(): Promise<void>;
}

/** A hundred characters: a line of a chat. */
const TEXT =
  'The printer on the second floor says it is out of paper, but there is paper in it; what shall I do?';

/** The command with a new id as the product's own client makes it. */
export const messageFor = (threadId: string): string =>
  `{"commandId":"${newId()}","threadId":"${threadId}","text":"${TEXT}"}`;

export const customerOf = (
  { portalId }: Seeded,
  port: number,
  token: string | undefined,
  headers: Record<string, string> = {},
): Promise<WireClient> =>
  WireClient.connect(port, {
    host: `${SUBDOMAIN}.localhost`,
    query: { portal: portalId },
    auth: { protocol: PROTOCOL_VERSION, portal: portalId, token },
    headers,
  });

export const technicianOf = (
  { cookie }: Seeded,
  port: number,
  headers: Record<string, string> = {},
): Promise<WireClient> =>
  WireClient.connect(port, {
    host: 'console.localhost',
    auth: { protocol: PROTOCOL_VERSION },
    headers: { Cookie: cookie, Origin: 'http://console.localhost:80', ...headers },
  });

export const chatServer = (process: ChatServer['process'], rooms: ChatRoom[]): ChatServer => ({
  process,
  rooms,
  stop: async () => {
    for (const { customer, technician } of rooms) for (const side of [customer, technician]) side.close();
    await process.stop();
  },
});

export type Engine = 'sqlite' | 'postgres';

/** The whole server, on a database of its own, with chats seeded that nobody is connected to yet. */
export const startSeeded = async (
  rooms: number,
  messages = 0,
  engine: Engine = 'sqlite',
): Promise<{ process: PinnedProcess; ready: Seeded & { port: number; folder: string } }> =>
  PinnedProcess.start('servers/portal.ts', [String(rooms), String(messages), engine]);

/** Everybody connected: each room's customer at one of these ports, and its technician at the next. */
export const connectRooms = async (
  seeded: Seeded,
  ports: readonly number[],
  headersOf: (room: number) => Record<string, string> = () => ({}),
): Promise<ChatRoom[]> => {
  const rooms: ChatRoom[] = [];
  for (const [n, { threadId, token }] of seeded.rooms.entries()) {
    const customer = await customerOf(seeded, ports[n % ports.length]!, token, headersOf(n));
    const technician = await technicianOf(seeded, ports[(n + 1) % ports.length]!, headersOf(n));
    for (const side of [customer, technician]) await side.must('thread:entries', { threadId, after: 0 });
    rooms.push({ threadId, customer, technician });
  }
  return rooms;
};

/** The whole server on a database of its own, with everybody connected. */
export const startPortal = async (count: number, engine: Engine = 'sqlite'): Promise<ChatServer> => {
  const { process, ready } = await startSeeded(count, 0, engine);
  return chatServer(process, await connectRooms(ready, [ready.port]));
};

/** The reference: a bare Socket.IO server; with `durable` it also stores what it is sent. */
export const startEcho = async (count: number, ...kind: 'durable'[]): Promise<ChatServer> => {
  const { process, ready } = await PinnedProcess.start<{ port: number }>('servers/echo.ts', kind);
  const rooms: ChatRoom[] = [];
  for (let n = 0; n < count; n += 1) {
    const threadId = randomUUID();
    const connect = () => WireClient.connect(ready.port, { host: 'localhost', query: { room: threadId } });
    rooms.push({ threadId, customer: await connect(), technician: await connect() });
  }
  return chatServer(process, rooms);
};

const OK = Buffer.from('[{"ok":true');

/** Fails the run on any answer but success: a server that refuses is fast. */
export const mustBeOk = (frame: Buffer): void => {
  const start = frame.indexOf(0x5b);
  if (frame.compare(OK, 0, OK.length, start, start + OK.length) !== 0)
    throw new Error(`not acknowledged: ${frame.toString()}`);
};
