import { setTimeout as wait } from 'node:timers/promises';
import { Router } from 'express';
import type { Db } from '../platform/database/index.ts';

/** Where a process is in its life. */
export type Phase = 'starting' | 'serving' | 'draining';

/** How long the database may take to answer a read, in milliseconds: shorter than a load balancer waits for us. */
const PATIENCE = 2000;

/** Whether a row can be read now; a table rather than a constant, so that a locked or missing schema counts too. */
const answers = async (read: Db): Promise<boolean> => {
  const late = new AbortController();
  const asked = read.selectFrom('accounts').select('id').limit(1).execute();
  try {
    return await Promise.race([
      asked.then(() => true),
      wait(PATIENCE, false, { signal: late.signal, ref: false }),
    ]);
  } catch {
    return false;
  } finally {
    late.abort();
    // It may fail when nobody waits any more.
    asked.catch(() => undefined);
  }
};

/**
 * For whoever watches over the process, on every host. `/healthz`: it lives, or it is to be started again. `/readyz`:
 * send people here; if not, one word on why: `starting`, `draining` or `database`.
 */
export const serveHealth = (read: Db, phase: () => Phase): Router => {
  const router = Router();
  router.use(['/healthz', '/readyz'], (_request, response, next) => {
    response.set('Cache-Control', 'no-store').type('text');
    next();
  });
  router.get('/healthz', (_request, response) => void response.send('ok\n'));
  // One question at a time, however many ask: anybody may.
  let asking: Promise<boolean> | null = null;
  router.get('/readyz', async (_request, response) => {
    if (phase() === 'serving') asking ??= answers(read).finally(() => (asking = null));
    const isThere = await asking;
    const now = phase();
    const trouble = now === 'serving' ? (isThere ? null : 'database') : now;
    response.status(trouble ? 503 : 200).send(`${trouble ?? 'ok'}\n`);
  });
  return router;
};
