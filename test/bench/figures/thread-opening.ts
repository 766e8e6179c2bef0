import { median, type Effort, type Figure, type Outcome } from '../figure.ts';
import { customerOf, startSeeded } from '../support/chat-rooms.ts';
import type { PinnedProcess } from '../support/pinned-process.ts';
import type { Usage } from '../servers/serve.ts';
import type { WireClient } from '../support/wire-client.ts';

const SHORT = 100;
const LONG = 100_000;
const READS = 300;

interface Opened {
  process: PinnedProcess;
  client: WireClient;
  threadId: string;
  length: number;
}

const start = async (length: number): Promise<Opened> => {
  const { process, ready } = await startSeeded(1, length);
  const { threadId, token } = ready.rooms[0]!;
  return { process, client: await customerOf(ready, ready.port, token), threadId, length };
};

/** Processor time of the server for showing the last hundred messages, in microseconds. */
const open = async ({ process, client, threadId, length }: Opened, times: number): Promise<number> => {
  const before = await process.ask<Usage>('cpu');
  for (let n = 0; n < times; n += 1)
    await client.must('thread:entries', { threadId, after: length - SHORT, limit: SHORT });
  return ((await process.ask<Usage>('cpu')).cpu - before.cpu) / times;
};

const measure = async ({ rounds, scale }: Effort): Promise<Outcome[]> => {
  const [short, long] = [await start(SHORT), await start(LONG * scale)];
  try {
    for (const thread of [short, long]) await open(thread, READS * scale);
    const ratios: number[] = [];
    const bare: number[] = [];
    for (let n = 0; n < rounds; n += 1) {
      const one = await open(short, READS * scale);
      bare.push(one);
      ratios.push((await open(long, READS * scale)) / one);
    }
    return [
      {
        name: `opening a thread, ${long.length} messages behind it ÷ ${SHORT}`,
        value: median(ratios),
        reference: `${median(bare).toFixed(0)} µs of the processor`,
        budget: 1.2,
        beyond: 1.05,
        good: 'at most',
        unit: '',
        details: {},
      },
    ];
  } finally {
    for (const { client, process } of [short, long]) {
      client.close();
      await process.stop();
    }
  }
};

/** Whether a long conversation costs more to open than a short one. */
export const threadOpening: Figure = { name: 'thread-opening', measure };
