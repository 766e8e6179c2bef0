import { setTimeout as pause } from 'node:timers/promises';
import type { Usage } from '../servers/serve.ts';
import { messageFor, mustBeOk, type ChatServer } from './chat-rooms.ts';

export interface Flooded {
  /** Messages acknowledged and heard by the other side, in a second. */
  rate: number;
  /** Processor time of the server for one of them, in microseconds. */
  cpu: number;
}

/** Before a round counts, in milliseconds: until every customer has all its messages on the way. */
const RUN_UP = 200;

/** Every customer sends as fast as it is answered, with `window` messages on the way. */
export const flood = async (
  { rooms, process }: ChatServer,
  seconds: number,
  window: number,
): Promise<Flooded> => {
  let [heard, acked, waiting] = [0, 0, 0];
  let going = true;
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
    for (let n = 0; n < window; n += 1) send();
  }
  await pause(RUN_UP);
  const before = await process.ask<Usage>('cpu');
  const [from, start] = [performance.now(), { heard, acked }];
  await pause(seconds * 1000);
  const done = Math.min(heard - start.heard, acked - start.acked);
  const took = performance.now() - from;
  const after = await process.ask<Usage>('cpu');
  going = false;
  await drained;
  return { rate: (done / took) * 1000, cpu: (after.cpu - before.cpu) / done };
};
