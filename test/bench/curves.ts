import { setTimeout as pause } from 'node:timers/promises';
import { PROTOCOL_VERSION } from '#protocol/version';
import { quantile } from './figure.ts';
import type { Usage } from './servers/serve.ts';
import { answerTimes } from './support/answer-times.ts';
import {
  chatServer,
  connectRooms,
  customerOf,
  startSeeded,
  technicianOf,
  type ChatRoom,
} from './support/chat-rooms.ts';
import { flood } from './support/flood.ts';
import { canPin, pinClients, type PinnedProcess } from './support/pinned-process.ts';
import { SUBDOMAIN } from './support/seed.ts';
import { WireClient } from './support/wire-client.ts';

// How the cost grows: with who is connected, and with what is stored. Takes some minutes; a run of the bench looks at
// single points of it against their budgets.

const CONNECTED = [1000, 5000, 10_000];
const STORED = [100, 10_000, 1_000_000];
/** Chats under way beside those who only wait, and messages a second over all of them. */
const CHATS = 50;
const RATE = 500;
const SECONDS = 10;
/** Clients that connect at once. */
const TOGETHER = 50;

const say = (cells: readonly (string | number)[]): void =>
  void process.stdout.write(`${cells.map((cell) => String(cell).padEnd(16)).join('')}\n`);

/** What it holds once all garbage is collected, in bytes. */
const held = async (server: PinnedProcess): Promise<number> => (await server.ask<Usage>('memory')).memory;
const spent = async (server: PinnedProcess): Promise<number> => (await server.ask<Usage>('cpu')).cpu;
/** Processor time while something runs, in microseconds, and how long that took, in seconds. */
const during = async (
  server: PinnedProcess,
  run: () => Promise<unknown>,
): Promise<{ cpu: number; seconds: number }> => {
  const before = await spent(server);
  const start = performance.now();
  await run();
  const seconds = (performance.now() - start) / 1000;
  return { cpu: (await spent(server)) - before, seconds };
};

/** As clients come back after a restart: several at once. */
const arrive = async (count: number, one: (n: number) => Promise<WireClient>): Promise<WireClient[]> => {
  const clients: WireClient[] = [];
  for (let n = 0; n < count; n += TOGETHER)
    clients.push(
      ...(await Promise.all(Array.from({ length: Math.min(TOGETHER, count - n) }, (_, at) => one(n + at)))),
    );
  return clients;
};

/** Widgets that are open hear that the only technician turned Available: the processor's time for each, in µs. */
const flip = async (count: number): Promise<{ cpu: number; milliseconds: number }> => {
  const { process: server, ready } = await startSeeded(1);
  const { portalId, port } = ready;
  const widgets = await arrive(count, async () => {
    const widget = await WireClient.connect(port, {
      host: `${SUBDOMAIN}.localhost`,
      query: { portal: portalId },
      auth: { protocol: PROTOCOL_VERSION, portal: portalId },
    });
    await widget.must('portal:view', { portalId });
    return widget;
  });
  const technician = await technicianOf(ready, port);
  const once = async (available: boolean): Promise<number> => {
    let left = widgets.length;
    const { promise, resolve } = Promise.withResolvers<void>();
    for (const widget of widgets)
      widget.onPush = (frame) => {
        if (frame.includes('portal:changed') && (left -= 1) === 0) resolve();
      };
    const start = performance.now();
    await technician.must('availability:set', { commandId: crypto.randomUUID(), available });
    await promise;
    return performance.now() - start;
  };
  await once(false);
  let milliseconds = 0;
  const { cpu } = await during(server, async () => (milliseconds = await once(true)));
  for (const client of [...widgets, technician]) client.close();
  await server.stop();
  return { cpu: cpu / count, milliseconds };
};

const connected = async (count: number): Promise<void> => {
  const { process: server, ready } = await startSeeded(count);
  const before = await held(server);
  let widgets: WireClient[] = [];
  const arriving = await during(server, async () => {
    widgets = await arrive(count, async (n) => {
      const { threadId, token } = ready.rooms[n]!;
      const customer = await customerOf(ready, ready.port, token);
      await customer.must('portal:view', { portalId: ready.portalId });
      await customer.must('request:current', {});
      await customer.must('thread:entries', { threadId, after: 0 });
      return customer;
    });
  });
  const memory = ((await held(server)) - before) / count;
  const rooms: ChatRoom[] = [];
  for (const [n, { threadId }] of ready.rooms.slice(0, CHATS).entries()) {
    const technician = await technicianOf(ready, ready.port);
    await technician.must('thread:entries', { threadId, after: 0 });
    rooms.push({ threadId, customer: widgets[n]!, technician });
  }
  await answerTimes(rooms, SECONDS, RATE);
  const idle = await during(server, () => pause(SECONDS * 1000));
  let times: number[] = [];
  const talking = await during(server, async () => (times = await answerTimes(rooms, SECONDS, RATE)));
  for (const client of widgets) client.close();
  await chatServer(server, rooms).stop();
  const flipped = await flip(count);
  say([
    count,
    `${(memory / 1000).toFixed(1)} KB`,
    `${(arriving.cpu / count / 1000).toFixed(2)} ms`,
    `${((idle.cpu / idle.seconds / 1e6) * 100).toFixed(1)} %`,
    `${((talking.cpu - (idle.cpu / idle.seconds) * talking.seconds) / times.length).toFixed(0)} µs`,
    `${quantile(times, 0.5).toFixed(2)} ms`,
    `${quantile(times, 0.99).toFixed(1)} ms`,
    `${flipped.milliseconds.toFixed(0)} ms`,
    `${flipped.cpu.toFixed(0)} µs`,
  ]);
};

const stored = async (count: number): Promise<void> => {
  const { process: server, ready } = await startSeeded(CHATS * 2, count / (CHATS * 2));
  const rooms = await connectRooms(ready, [ready.port]);
  const chats = chatServer(server, rooms);
  await flood(chats, SECONDS, 8);
  const flooded = await flood(chats, SECONDS, 8);
  const READS = 300;
  const after = Math.max(0, count / (CHATS * 2) - 100);
  const reading = await during(server, async () => {
    for (let n = 0; n < READS; n += 1) {
      const { customer, threadId } = rooms[n % rooms.length]!;
      await customer.must('thread:entries', { threadId, after, limit: 100 });
    }
  });
  const memory = await held(server);
  say([
    count,
    `${flooded.rate.toFixed(0)}/s`,
    `${flooded.cpu.toFixed(0)} µs`,
    `${(reading.cpu / READS).toFixed(0)} µs`,
    `${(memory / 1e6).toFixed(0)} MB`,
  ]);
  await chats.stop();
};

pinClients();
say([canPin ? 'server on one core, clients on another' : 'no taskset']);
say([
  'connected',
  'memory each',
  'to arrive',
  'idle, of a core',
  'a message',
  'p50',
  'p99',
  'flip, last',
  'flip, each',
]);
for (const count of CONNECTED) await connected(count);
say([]);
say(['stored', 'messages', 'a message', 'open a thread', 'memory']);
for (const count of STORED) await stored(count);
