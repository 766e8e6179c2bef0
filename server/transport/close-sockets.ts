import { setTimeout as wait } from 'node:timers/promises';
import type { SocketServer } from './socket.ts';

/**
 * Closes every connection once what was written to it is out, so that no answer of a finished command is dropped.
 * Clients take it for a lost connection and come back, each after a time of its own. A client that does not read is
 * waited for no longer than `patience`, in milliseconds.
 */
export const closeSockets = async (io: SocketServer, patience: number): Promise<void> => {
  const closed = [...io.of('/').sockets.values()].map(
    ({ conn }) =>
      new Promise<void>((resolve) => {
        if (conn.readyState === 'closed') return resolve();
        conn.once('close', () => resolve());
        conn.close();
      }),
  );
  await Promise.race([Promise.all(closed), wait(patience, undefined, { ref: false })]);
};
