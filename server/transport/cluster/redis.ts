import { createClient } from '@redis/client';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Log } from '../../platform/log.ts';
import { StartError } from '../../platform/start-error.ts';
import type { Cluster, Missing } from './cluster.ts';

/** Commands kept while Redis cannot be reached: some seconds of a busy day. */
const KEPT = 20_000;
/** The longest pause before it is tried again, in milliseconds. */
const LONGEST_PAUSE = 2000;
/** To the first connection, in milliseconds. */
const CONNECT_TIMEOUT = 5000;

/** An address without what it may carry to sign in with. */
const shown = (url: string): string => new URL(url).host;

/**
 * Pushes between processes by Redis, where `REDIS_URL` is set: for more messages a second than PostgreSQL's
 * notifications carry.
 *
 * @throws StartError 69: Redis cannot be reached or used.
 */
export const redisCluster = async (url: string, log: Log): Promise<Cluster> => {
  const telling: ((missing: Missing) => void)[] = [];
  let started = false;
  const publish = createClient({
    url,
    commandsQueueMaxLength: KEPT,
    socket: {
      connectTimeout: CONNECT_TIMEOUT,
      // At the start the operator is told at once; later it is waited for.
      reconnectStrategy: (tries) => (started ? Math.min(LONGEST_PAUSE, 50 * 2 ** tries) : false),
    },
  });
  const subscribe = publish.duplicate();
  for (const client of [publish, subscribe])
    client.on('error', (error: unknown) => log.warn({ err: error }, 'the line to other servers has trouble'));
  try {
    await Promise.all([publish.connect(), subscribe.connect()]);
  } catch (cause) {
    publish.destroy();
    subscribe.destroy();
    throw new StartError(`Redis at ${shown(url)} cannot be used: ${(cause as Error).message}.`, 69, {
      cause,
    });
  }
  started = true;
  // The adapter looks at no outcome. What was under way when the connection broke is sent again; what is told while
  // there is none waits in the client. Hearing something twice harms nobody.
  const publishOnce = publish.publish.bind(publish);
  const insist = async (...given: Parameters<typeof publishOnce>): Promise<unknown> => {
    try {
      return await publishOnce(...given);
    } catch {
      return publishOnce(...given).catch(() => (dropped = true));
    }
  };
  Object.assign(publish, { publish: insist });
  let dropped = false;
  publish.on('ready', () => {
    if (dropped) telling.forEach((missed) => missed('elsewhere'));
    dropped = false;
  });
  // It listens again by now; what was told before has not been heard.
  subscribe.on('ready', () => telling.forEach((missed) => missed('here')));

  return {
    adapter: createAdapter(publish, subscribe),
    onMissed: (missed) => void telling.push(missed),
    close: async () => {
      publish.removeAllListeners('ready');
      subscribe.removeAllListeners('ready');
      await Promise.allSettled([publish.close(), subscribe.close()]);
    },
  };
};
