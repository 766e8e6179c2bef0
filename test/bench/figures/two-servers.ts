import type { Usage } from '../servers/serve.ts';
import { median, type Effort, type Figure, type Outcome } from '../figure.ts';
import {
  chatServer,
  connectRooms,
  startPortal,
  startSeeded,
  type ChatServer,
} from '../support/chat-rooms.ts';
import { flood, type Flooded } from '../support/flood.ts';
import { PinnedProcess } from '../support/pinned-process.ts';

const ROOMS = 100;
const WINDOW = 8;

/** The processor time of both. */
const both = (processes: readonly PinnedProcess[]): ChatServer['process'] => ({
  ask: async <T>(question: string): Promise<T> => {
    const usages = await Promise.all(processes.map((one) => one.ask<Usage>(question)));
    const sum = (of: keyof Usage) => usages.reduce((total, usage) => total + usage[of], 0);
    return { cpu: sum('cpu'), memory: sum('memory') } satisfies Usage as T;
  },
  stop: async () => void (await Promise.all(processes.map((one) => one.stop()))),
});

const measure = async ({ rounds, seconds, scale }: Effort): Promise<Outcome[]> => {
  const count = Math.max(2, ROOMS * scale);
  // Alone on a database of its own: it has nobody to listen to.
  const alone = await startPortal(count, 'postgres');
  const { process: first, ready } = await startSeeded(count, 0, 'postgres');
  const second = await PinnedProcess.start<{ port: number }>('servers/portal.ts', [
    '0',
    '0',
    'postgres',
    ready.folder,
  ]);
  const rooms = await connectRooms(ready, [ready.port, second.ready.port]);
  const together = chatServer(both([first, second.process]), rooms);
  try {
    const found: { one: Flooded; two: Flooded }[] = [];
    for (let n = 0; n <= rounds; n += 1)
      found.push({
        one: await flood(alone, seconds, WINDOW),
        two: await flood(together, seconds, WINDOW),
      });
    // The first seconds of a process are spent compiling.
    found.shift();
    const of = (pick: (round: (typeof found)[number]) => number) => median(found.map(pick));
    return [
      {
        name: 'two servers ÷ one, in processor time',
        value: of(({ one, two }) => (2 * one.cpu) / two.cpu),
        reference: `${Math.round(of(({ one }) => one.cpu))} µs a message`,
        budget: 1.5,
        beyond: 1.8,
        good: 'at least',
        unit: '',
        details: { microseconds: Math.round(of(({ two }) => two.cpu)) },
      },
    ];
  } finally {
    await Promise.all([alone.stop(), together.stop()]);
  }
};

/**
 * How many more messages two servers carry than one, on one PostgreSQL, where each chat has its sides on different
 * ones. By what a message costs both of them together: with a core for each, a second one takes what the first no
 * longer can. This bench has one core for all servers, and so no rate to measure.
 */
export const twoServers: Figure = { name: 'two-servers', measure };
