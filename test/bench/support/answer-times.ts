import { setImmediate as turn } from 'node:timers/promises';
import { messageFor, mustBeOk, type ChatRoom } from './chat-rooms.ts';

/**
 * Milliseconds from sending to the answer, at so many messages a second, evenly spread. Turns of the event loop are what
 * it waits by: a timer's millisecond would send some at once, who then wait for each other.
 */
export const answerTimes = async (
  rooms: readonly ChatRoom[],
  seconds: number,
  rate: number,
): Promise<number[]> => {
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
    await turn();
  }
  await Promise.all(waiting);
  return times;
};
