import { setTimeout as pause } from 'node:timers/promises';
import { median, quantile, type Effort, type Figure, type Outcome } from '../figure.ts';
import { answerTimes } from '../support/answer-times.ts';
import { connectRooms, customerOf } from '../support/chat-rooms.ts';
import { PinnedProcess } from '../support/pinned-process.ts';
import type { Seeded } from '../support/seed.ts';

const ROOMS = 50;
/** Messages a second over all of them. */
const RATE = 250;
/** Frames an attacker sends at once, again and again: more than a socket may before it is cut. */
const FRAMES = 1000;

/** As fast as it can, from one address: connects, floods, is cut, connects again. */
const attack = async (ready: Seeded & { port: number }, signal: AbortSignal): Promise<number> => {
  const text = '420["session:get",{}]';
  const frame = Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), Buffer.from(text)]);
  const bytes = Buffer.concat(Array.from({ length: FRAMES }, () => frame));
  let cut = 0;
  while (!signal.aborted) {
    const one = await customerOf(ready, ready.port, undefined, { 'X-Forwarded-For': '203.0.113.66' }).catch(
      () => null,
    );
    if (!one) {
      await pause(1);
      continue;
    }
    await one.flood(bytes);
    cut += 1;
  }
  return cut;
};

const measure = async ({ rounds, seconds, scale }: Effort): Promise<Outcome[]> => {
  process.env.BENCH_LIMITS = 'default';
  const count = Math.max(2, ROOMS * scale);
  const { process: server, ready } = await PinnedProcess.start<Seeded & { port: number }>(
    'servers/portal.ts',
    [String(count), '0', 'sqlite'],
  );
  delete process.env.BENCH_LIMITS;
  try {
    const from = (room: number) => ({ 'X-Forwarded-For': `198.51.100.${room}` });
    const rooms = await connectRooms(ready, [ready.port], from);
    await answerTimes(rooms, seconds, RATE);
    const ratios: number[] = [];
    const alone: number[] = [];
    let cut = 0;
    for (let n = 0; n < rounds; n += 1) {
      const quiet = quantile(await answerTimes(rooms, seconds, RATE), 0.99);
      const stop = new AbortController();
      const attacking = attack(ready, stop.signal);
      const disturbed = quantile(await answerTimes(rooms, seconds, RATE), 0.99);
      stop.abort();
      cut += await attacking;
      alone.push(quiet);
      ratios.push(disturbed / quiet);
    }
    for (const { customer, technician } of rooms) for (const side of [customer, technician]) side.close();
    return [
      {
        name: 'others’ answers under a flood, p99 ÷ without',
        value: median(ratios),
        reference: `${median(alone).toFixed(2)} ms`,
        budget: 2,
        beyond: 1.5,
        good: 'at most',
        unit: '',
        details: { timesCut: cut },
      },
    ];
  } finally {
    await server.stop();
  }
};

/** What everybody else notices of somebody who does not keep to the rules. */
export const abuse: Figure = { name: 'abuse', measure };
