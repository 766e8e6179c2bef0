import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addVerified } from '../support/contact-methods.ts';
import { newCommandId } from '../support/ids.ts';
import { ask, scene, type Scene } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const HOUR = 3_600_000;

let server: TestServer;
let here: Scene;
/** Has access to another company alone. */
let limited: ConsoleUser;
let methodId: string;
const TOM = 'tom@told.example';
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Told');
  const side = await server.portal(here.admin, 'told-side');
  limited = await server.technician(here.admin, 'Limited', {
    access: { kind: 'chosen', companyIds: [side.companyId] },
  });
  await limited.must('availability:set', { available: true });
  methodId = await addVerified(server, here.tom, { kind: 'email', email: TOM });
  await addVerified(server, limited, { kind: 'email', email: 'limited@told.example' });
  await addVerified(server, here.admin, { kind: 'text', phone: '+4930123456' });
});
/** Limits of visitors have passed. */
beforeEach(() => server.clock.advance(HOUR));
after(() => server.close());

/** What was sent while something went on. */
const sentBy = async (run: () => Promise<unknown>) => {
  await server.app.worker.settled();
  const from = server.outbox.sent.length;
  await run();
  await server.app.worker.settled();
  return server.outbox.sent.slice(from);
};
const recipients = async (run: () => Promise<unknown>): Promise<string[]> =>
  (await sentBy(run)).map(({ to }) => to).toSorted();
const asked = () => ask(server, here.portal);

test('[G11] an incoming request is told by the contact methods of whoever is Available and has access', async () => {
  let request: Awaited<ReturnType<typeof asked>>['request'] | undefined;
  const [mail, ...others] = await sentBy(async () => ({ request } = await asked()));
  assert.deepEqual(others, []);
  assert.equal(mail?.to, TOM);
  assert.equal(mail.subject, `Request ${request!.number}: Carla, Company told`);
  const link = `${server.consoleOrigin}/requests/${request!.id}`;
  for (const part of ['Carla (Company told) asks for help.', 'My printer is on fire', link])
    assert.ok(mail.text.includes(part), part);
});

test('[G11] in the technician’s own language', async () => {
  await here.tom.must('profile:update', { language: 'de' });
  const [mail] = await sentBy(asked);
  assert.match(mail!.subject!, /^Anfrage \d+: Carla, Company told$/);
  await here.tom.must('profile:update', { language: 'en' });
});

test('[G12] Unavailable means silence, by every contact method', async () => {
  await here.admin.must('availability:set', { available: true });
  assert.deepEqual(await recipients(asked), ['+4930123456', TOM]);
  await here.tom.must('availability:set', { available: false });
  assert.deepEqual(await recipients(asked), ['+4930123456']);
  await here.admin.must('availability:set', { available: false });
  assert.deepEqual(await recipients(asked), []);
  await here.tom.must('availability:set', { available: true });
});

test('[G20] a request left while all were Unavailable notifies nobody, also when they switch', async () => {
  await here.tom.must('availability:set', { available: false });
  const told = await recipients(async () => {
    await asked();
    await here.tom.must('availability:set', { available: true });
  });
  assert.deepEqual(told, []);
});

test('[G20] whoever switches to Available is told once how many wait and how many were left, of their companies', async (context) => {
  const own = await TestServer.start();
  context.after(() => own.close());
  const place = await scene(own, 'Summed', { available: false });
  const { tom, admin } = place;
  await ask(own, place.portal);
  await ask(own, place.portal);
  await admin.must('availability:set', { available: true });
  await ask(own, place.portal);
  const blind = await own.technician(admin, 'Blind', { access: { kind: 'chosen', companyIds: [] } });
  await blind.must('availability:get', {});
  for (const who of [tom, blind]) await who.post('availability:set', { available: true });
  const heard = await tom.socket.hears('notification:summary');
  assert.deepEqual(heard, { waiting: 1, left: 2, overdue: 0 });
  await tom.must('availability:set', { sound: false });
  assert.deepEqual(
    [tom, blind].map(({ socket }) => socket.count('notification:summary')),
    [1, 0],
  );
});

test('[G14] only the contact methods that are ticked, and only those that are verified', async () => {
  const { method } = await here.tom.must('contact-method:add', {
    address: { kind: 'text', phone: '+4930999999' },
  });
  assert.deepEqual(await recipients(asked), [TOM]);
  await here.tom.must('contact-method:choose', { methodId, chosen: false });
  assert.deepEqual(await recipients(asked), []);
  await here.tom.must('contact-method:choose', { methodId, chosen: true });
  await here.tom.must('contact-method:remove', { methodId: method.id });
  assert.deepEqual(await recipients(asked), [TOM]);
});

test('[G26] whoever loses access is told no more', async () => {
  const { technicians } = await here.admin.must('technician:list', {});
  const { version } = technicians.find(({ id }) => id === here.tom.id)!;
  const technicianId = here.tom.id;
  const none = { kind: 'chosen' as const, companyIds: [] };
  await here.admin.must('technician:update', { technicianId, version, access: none });
  await here.admin.must('availability:set', { available: true });
  assert.deepEqual(await recipients(asked), ['+4930123456']);
  await here.admin.must('availability:set', { available: false });
  const all = { technicianId, version: version + 1, access: { kind: 'all' } } as const;
  await here.admin.must('technician:update', all);
});

test('[S13] a mailbox gets so many mails a day, whatever comes in', async (context) => {
  const narrow = await TestServer.start({ limits: { mailsPerAddress: 3 } });
  context.after(() => narrow.close());
  const place = await scene(narrow, 'Narrow');
  await addVerified(narrow, place.tom, { kind: 'email', email: TOM });
  for (let n = 0; n < 4; n += 1) await ask(narrow, place.portal);
  await narrow.app.worker.settled();
  // The code and two requests; the rest is still in the console.
  assert.equal(narrow.outbox.sent.length, 3);
  const { total } = (await place.tom.must('request:list', { view: 'new' })) as { total: number };
  assert.equal(total, 4);
});

test('[G11] fifty customers at once: each technician is told once of each', async (context) => {
  const busy = await TestServer.start();
  context.after(() => busy.close());
  const place = await scene(busy, 'Busy');
  await addVerified(busy, place.tom, { kind: 'email', email: TOM });
  await busy.app.worker.settled();
  const from = busy.outbox.sent.length;
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      const { socket } = await busy.guest(place.portal);
      // As any client: while the server is busy with the others or says nothing, again, and always the same command.
      const input = { commandId: newCommandId(), name: 'Carla', text: 'Help' };
      for (;;) {
        const answer = await socket.call('request:open', input).catch(() => null);
        if (answer?.ok) return;
        if (answer) assert.equal(answer.error.code, 'busy');
      }
    }),
  );
  await busy.app.worker.settled();
  const ids = busy.outbox.sent.slice(from).map(({ id }) => id);
  assert.deepEqual([ids.length, new Set(ids).size], [50, 50]);
});
