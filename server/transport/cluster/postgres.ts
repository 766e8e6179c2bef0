import { createAdapter } from '@socket.io/postgres-adapter';
import type { Pool, PoolClient } from 'pg';
import { createRawPool } from '../../platform/database/postgres-pool.ts';
import type { Log } from '../../platform/log.ts';
import type { Cluster, Missing } from './cluster.ts';
import { NotifyQueue } from './notify-queue.ts';

/** One that listens, one that tells, one for what is too long for a notification. */
const CONNECTIONS = 3;
/** PostgreSQL takes notifications shorter than 8,000 bytes; longer ones wait in a table, and its number is told. */
const LONGEST = 7900;
/** Of the statements with which the adapter tells and begins to listen; everything else is none of ours. */
const NOTIFY = 'SELECT pg_notify($1, $2)';
const LISTEN = /^LISTEN /;

/**
 * Pushes between processes by PostgreSQL's own notifications: nothing else has to run. What the adapter asks of its
 * pool goes through here: notifications are gathered (`NotifyQueue`), and an interrupted ear is noticed.
 */
export const postgresCluster = (url: string, log: Log): Cluster => {
  const pool = createRawPool(url, CONNECTIONS, {});
  const telling: ((missing: Missing) => void)[] = [];
  const tell = (missing: Missing): void => telling.forEach((one) => one(missing));
  const queue = new NotifyQueue(
    (text, values) => pool.query(text, values),
    (error) => log.warn({ err: error }, 'other servers cannot be told; tried again'),
    () => tell('elsewhere'),
  );
  let listened = false;
  let closing = false;

  /** The connection that listens: from the second on, something was said that it did not hear. */
  const connect = async (): Promise<PoolClient> => {
    const client = await pool.connect();
    const ask = client.query.bind(client) as (...given: unknown[]) => Promise<unknown>;
    client.query = (async (...given: unknown[]) => {
      const answer = await ask(...given);
      if (LISTEN.test(String(given[0]))) {
        if (listened) tell('here');
        listened = true;
      }
      return answer;
    }) as typeof client.query;
    client.once('end', () => {
      if (!closing) log.warn('the connection that hears other servers was lost');
      client.release(true);
    });
    return client;
  };

  const between = {
    connect,
    query: (text: string, values: unknown[]) =>
      text === NOTIFY ? queue.add(values as [string, string]) : pool.query(text, values),
  };

  return {
    adapter: createAdapter(between as unknown as Pool, {
      payloadThreshold: LONGEST,
      errorHandler: (error) => log.warn({ err: error }, 'what another server said could not be read'),
    }) as unknown as Cluster['adapter'],
    onMissed: (missed) => void telling.push(missed),
    close: async () => {
      closing = true;
      await queue.close();
      await pool.end();
    },
  };
};
