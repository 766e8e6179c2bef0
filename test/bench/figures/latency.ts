import { setTimeout as pause } from 'node:timers/promises';
import { median, quantile, type Effort, type Figure, type Outcome } from '../figure.ts';
import { messageFor, mustBeOk, startEcho, startPortal, type ChatServer } from '../support/chat-rooms.ts';
import { flood } from '../support/flood.ts';

const ROOMS = 100;
const WINDOW = 8;
/** Of what the portal can do at most; the echo gets as many messages. */
const LOAD = 0.2;

/** Milliseconds from sending to the answer, at so many messages a second. */
const answerTimes = async ({ rooms }: ChatServer, seconds: number, rate: number): Promise<number[]> => {
  const times: number[] = [];
  const waiting: Promise<void>[] = [];
  const start = performance.now();
  for (let sent = 0; performance.now() - start < seconds * 1000;) {
    for (const due = ((performance.now() - start) / 1000) * rate; sent < due; sent += 1) {
      const { threadId, customer } = rooms[sent % rooms.length]!;
      const { promise, resolve } = Promise.withResolvers<void>();
      const at = performance.now();
      customer.send('thread:send', messageFor(threadId), (frame) => {
        times.push(performance.now() - at);
        mustBeOk(frame);
        resolve();
      });
      waiting.push(promise);
    }
    await pause(1);
  }
  await Promise.all(waiting);
  return times;
};

const measure = async ({ rounds, seconds, scale }: Effort): Promise<Outcome[]> => {
  const count = Math.max(2, ROOMS * scale);
  const [echo, portal] = [await startEcho(count), await startPortal(count)];
  try {
    await flood(echo, seconds, WINDOW);
    await flood(portal, seconds, WINDOW);
    const rate = (await flood(portal, seconds, WINDOW)).rate * LOAD;
    const found: { echo: number[]; portal: number[] }[] = [];
    for (let n = 0; n < rounds; n += 1)
      found.push({
        echo: await answerTimes(echo, seconds, rate),
        portal: await answerTimes(portal, seconds, rate),
      });
    const line = (share: number): Outcome => {
      const of = (pick: (round: (typeof found)[number]) => number) => median(found.map(pick));
      return {
        name: `answer at 20 % load, p${share * 100} ÷ bare echo`,
        value: of((round) => quantile(round.portal, share) / quantile(round.echo, share)),
        reference: `${of((round) => quantile(round.echo, share)).toFixed(2)} ms`,
        budget: 3,
        beyond: 2,
        good: 'at most',
        unit: '',
        details: {
          milliseconds: Number(of((round) => quantile(round.portal, share)).toFixed(2)),
          perSecond: Math.round(rate),
        },
      };
    };
    return [line(0.5), line(0.99)];
  } finally {
    await Promise.all([echo.stop(), portal.stop()]);
  }
};

/** How long a sender waits for the answer while the server has little to do. */
export const latency: Figure = { name: 'latency', measure };
