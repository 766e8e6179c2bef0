import { randomUUID } from 'node:crypto';
import type { Effort, Figure, Outcome } from '../figure.ts';
import type { Usage } from '../servers/serve.ts';
import { customerOf, startSeeded } from '../support/chat-rooms.ts';
import { PinnedProcess } from '../support/pinned-process.ts';
import { WireClient } from '../support/wire-client.ts';

const CUSTOMERS = 2000;

/** Bytes that each of these connections takes up; the first ones are not counted: they bring code and pools along. */
const perConnection = async (
  process: PinnedProcess,
  count: number,
  connect: (n: number) => Promise<WireClient>,
): Promise<number> => {
  const clients: WireClient[] = [];
  const warm = Math.ceil(count / 10);
  for (let n = 0; n < warm; n += 1) clients.push(await connect(n));
  const before = await process.ask<Usage>('memory');
  for (let n = warm; n < count; n += 1) clients.push(await connect(n));
  const after = await process.ask<Usage>('memory');
  for (const client of clients) client.close();
  return (after.memory - before.memory) / (count - warm);
};

const ofEcho = async (count: number): Promise<number> => {
  const { process, ready } = await PinnedProcess.start<{ port: number }>('servers/echo.ts');
  try {
    return await perConnection(process, count, () =>
      WireClient.connect(ready.port, { host: 'localhost', query: { room: randomUUID() } }),
    );
  } finally {
    await process.stop();
  }
};

/** A customer who has a chat under way and reads it. */
const ofPortal = async (count: number): Promise<number> => {
  const { process, ready } = await startSeeded(count);
  try {
    return await perConnection(process, count, async (n) => {
      const { threadId, token } = ready.rooms[n]!;
      const client = await customerOf(ready, ready.port, token);
      await client.must('request:current', {});
      await client.must('thread:entries', { threadId, after: 0 });
      return client;
    });
  } finally {
    await process.stop();
  }
};

const measure = async ({ scale }: Effort): Promise<Outcome[]> => {
  const count = CUSTOMERS * scale;
  const [bare, own] = [await ofEcho(count), await ofPortal(count)];
  return [
    {
      name: 'memory of an idle connected customer ÷ bare Socket.IO',
      value: own / bare,
      reference: `${(bare / 1000).toFixed(1)} KB`,
      budget: 1.6,
      beyond: 1.3,
      good: 'at most',
      unit: '',
      details: { kilobytes: Number((own / 1000).toFixed(1)), connections: count },
    },
  ];
};

/** What somebody costs who only waits. */
export const memory: Figure = { name: 'memory', measure };
