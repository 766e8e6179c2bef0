import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { SocketTransport } from '../../../widget/transport/socket.ts';
import { freePort } from '../../support/free-port.ts';
import { LiveServer } from '../../support/live-server.ts';
import { SECRET_KEY } from '../../support/operating.ts';

const CLIENTS = 400;
/** All of them are served in a third of the promise; without being told when to come they would come in half a second. */
const PER_SECOND = 120;
const PROMISE = 10_000;

const connected = (client: SocketTransport): Promise<number> =>
  new Promise((resolve) => {
    const stop = client.connection.subscribe((now) => {
      if (now !== 'connected') return;
      queueMicrotask(() => stop());
      resolve(performance.now());
    });
  });

test('[S13] after a restart all clients are back within ten seconds, and never more in a second than are served', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'support-portal-back-'));
  const live = await LiveServer.start(context, {
    SECRET_KEY,
    DATA_DIR: folder,
    PORT: String(await freePort()),
    MAX_SOCKETS_PER_ADDRESS: String(CLIENTS * 2),
    CONNECTIONS_PER_SECOND: String(PER_SECOND),
  });
  const admin = await live.console();
  const { portalId } = await live.portal(admin);
  const clients = Array.from(
    { length: CLIENTS },
    () => new SocketTransport({ url: `http://127.0.0.1:${live.port}`, portal: portalId }),
  );
  context.after(async () => {
    for (const client of clients) client.close();
    await live.kill();
    await rm(folder, { recursive: true, force: true });
  });
  const first = clients.map(connected);
  for (const client of clients) client.connect();
  await Promise.all(first);

  await live.kill();

  const back = clients.map(connected);
  await live.restart();
  const start = performance.now();
  const times = (await Promise.all(back)).map((at) => at - start).toSorted((a, b) => a - b);
  assert.ok(times.at(-1)! < PROMISE, `the last is back after ${times.at(-1)} ms`);
  // In any second: what is served in it, and the second's worth that may come at once.
  for (const [n, time] of times.entries()) {
    const within = times.slice(n).findIndex((later) => later > time + 1000);
    assert.ok(within < PER_SECOND * 2 + 20, `${within} came within a second`);
  }
  context.diagnostic(`the last of ${CLIENTS} was back after ${Math.round(times.at(-1)!)} ms`);
});
