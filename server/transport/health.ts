import type { RequestHandler } from 'express';
import { sql } from 'kysely';
import type { Db } from '../platform/database/index.ts';

/** How long the database may take for the least there is to ask, in milliseconds, before others are asked instead. */
const PATIENCE = 2000;

/** Why a server is not to be given work, if so. */
type Unready = 'starting' | 'draining' | 'database';

/** Whether this process is alive, and whether it is to be given work; for whoever stands before it. */
export interface Health {
  /** What it says of itself; whether the database answers is asked each time. */
  state: 'starting' | 'ready' | 'draining';
  alive: RequestHandler;
  ready: RequestHandler;
}

const answers = async (read: Db): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), PATIENCE);
  const asked = sql`select 1`.execute(read).then(
    () => true,
    () => false,
  );
  return Promise.race([asked, promise]).finally(() => clearTimeout(timer));
};

export const createHealth = (read: Db): Health => {
  const health: Health = {
    state: 'starting',
    alive: (_request, response) => void response.set('Cache-Control', 'no-store').type('text').send('ok\n'),
    ready: async (_request, response) => {
      response.set('Cache-Control', 'no-store').type('text');
      let unready: Unready | null = health.state === 'ready' ? null : health.state;
      if (!unready && !(await answers(read))) unready = 'database';
      response.status(unready ? 503 : 200).send(`${unready ?? 'ok'}\n`);
    },
  };
  return health;
};
