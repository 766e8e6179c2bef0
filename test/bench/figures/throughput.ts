import { setTimeout as pause } from 'node:timers/promises';
import { median, type Effort, type Figure, type Outcome } from '../figure.ts';
import { messageFor, mustBeOk, startEcho, startPortal, type ChatServer } from '../support/chat-rooms.ts';
import type { Usage } from '../servers/serve.ts';

/** Rooms of two, and messages each customer has on the way. Both servers are fastest about here. */
const ROOMS = 200;
const WINDOW = 4;

interface Round {
  /** Messages stored, acknowledged and heard by the other side, in a second. */
  rate: number;
  /** Processor time of the server for one of them, in microseconds. */
  cpu: number;
}

/** Every customer sends as fast as it is answered. */
const flood = async ({ rooms, process }: ChatServer, seconds: number): Promise<Round> => {
  let [heard, acked] = [0, 0];
  let going = true;
  let waiting = 0;
  const { promise: drained, resolve: drain } = Promise.withResolvers<void>();
  for (const { threadId, customer, technician } of rooms) {
    technician.onPush = () => (heard += 1);
    const send = (): void => {
      waiting += 1;
      customer.send('thread:send', messageFor(threadId), (frame) => {
        mustBeOk(frame);
        acked += 1;
        waiting -= 1;
        if (going) send();
        else if (waiting === 0) drain();
      });
    };
    for (let n = 0; n < WINDOW; n += 1) send();
  }
  await pause(200);
  const before = await process.ask<Usage>('cpu');
  const from = performance.now();
  const start = { heard, acked };
  await pause(seconds * 1000);
  const done = Math.min(heard - start.heard, acked - start.acked);
  const took = performance.now() - from;
  const after = await process.ask<Usage>('cpu');
  going = false;
  await drained;
  return { rate: (done / took) * 1000, cpu: (after.cpu - before.cpu) / done };
};

const measure = async ({ rounds, seconds, scale }: Effort): Promise<Outcome[]> => {
  const count = Math.max(2, ROOMS * scale);
  const [echo, portal] = [await startEcho(count), await startPortal(count)];
  try {
    // The first seconds of a process are spent compiling.
    for (const server of [echo, portal]) await flood(server, seconds);
    const found: { echo: Round; portal: Round }[] = [];
    for (let n = 0; n < rounds; n += 1)
      found.push({ echo: await flood(echo, seconds), portal: await flood(portal, seconds) });
    const of = (pick: (round: (typeof found)[number]) => number) => median(found.map(pick));
    const bare = of((round) => round.echo.rate);
    return [
      {
        name: 'durable messages per second, SQLite',
        value: of((round) => round.portal.rate / round.echo.rate),
        reference: `bare Socket.IO echo, ${Math.round(bare)}/s`,
        budget: 0.35,
        beyond: 0.5,
        good: 'at least',
        unit: '',
        details: {
          perSecond: Math.round(of((round) => round.portal.rate)),
          cpuOfEcho: Number((1 / of((round) => round.portal.cpu / round.echo.cpu)).toFixed(3)),
          cpuMicroseconds: Math.round(of((round) => round.portal.cpu)),
          echoCpuMicroseconds: Math.round(of((round) => round.echo.cpu)),
        },
      },
    ];
  } finally {
    await Promise.all([echo.stop(), portal.stop()]);
  }
};

export const throughput: Figure = { name: 'throughput', measure };
