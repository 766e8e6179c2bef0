import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { addVerified, lastCode } from '../support/contact-methods.ts';
import { newCommandId } from '../support/ids.ts';
import { refused, refusedFields } from '../support/refusals.ts';
import { scene, type Scene } from '../support/scene.ts';
import { TestServer, type ConsoleUser } from '../support/test-server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let server: TestServer;
let here: Scene;
before(async () => {
  server = await TestServer.start();
  here = await scene(server, 'Methods');
});
/** Limits of calls have passed. */
beforeEach(() => server.clock.advance(60 * MINUTE));
after(() => server.close());

const email = (address: string) => ({ kind: 'email', email: address }) as const;
const methodsOf = async (user: ConsoleUser) => {
  const view = await user.must('contact-method:list', {});
  assert.ok('methods' in view);
  return view;
};
const add = async (user: ConsoleUser, address: string) =>
  (await user.must('contact-method:add', { address: email(address) })).method;
const verify = (user: ConsoleUser, methodId: string, code: string) =>
  user.socket.call('contact-method:verify', { commandId: newCommandId(), methodId, code });
const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

test('[G15] a contact method is added, verified by the code that was sent to it, and removed; every tab follows', async () => {
  const { tom } = here;
  await methodsOf(tom);
  const tab = await server.look(tom);
  await tab.must('contact-method:list', {});
  const method = await add(tom, 'Tom@Methods.example');
  assert.deepEqual([method.verified, method.chosen, method.address], [false, true, 'Tom@Methods.example']);
  await tab.hears('contact-method:changed', ({ methods }) => methods.length === 1);

  const code = await lastCode(server, 'Tom@Methods.example');
  const view = await tom.must('contact-method:verify', { methodId: method.id, code });
  assert.equal(view.methods[0]?.verified, true);
  await tab.hears('contact-method:changed', ({ methods }) => methods[0]?.verified === true);
  const known = await tom.must('contact-method:list', { version: view.version });
  assert.deepEqual(known, { same: true, version: view.version });

  // The same mailbox, written otherwise.
  const again = await tom.socket.call('contact-method:add', {
    commandId: newCommandId(),
    address: email('tom@methods.EXAMPLE'),
  });
  assert.deepEqual(refusedFields(again), ['address: taken']);
  await tom.must('contact-method:remove', { methodId: method.id });
  await tab.hears('contact-method:changed', ({ methods }) => methods.length === 0);
});

test('[G15] a number has to be one, an address too, and ten are enough', async () => {
  const { tom } = here;
  const tryOut = (address: unknown) =>
    tom.socket.raw('contact-method:add', { commandId: newCommandId(), address });
  assert.deepEqual(refusedFields(await tryOut({ kind: 'text', phone: '030 123456' })), [
    'address.phone: invalid',
  ]);
  assert.deepEqual(refusedFields(await tryOut({ kind: 'email', email: 'nobody' })), [
    'address.email: invalid',
  ]);
  assert.deepEqual(refusedFields(await tryOut({ kind: 'webhook', url: 'ftp://x.example' })), [
    'address.url: invalid',
  ]);
  const many = await server.technician(here.admin, 'Many');
  for (let n = 0; n < 10; n += 1) await add(many, `many-${n}@methods.example`);
  const eleventh = { commandId: newCommandId(), address: email('many-10@methods.example') };
  assert.deepEqual(refusedFields(await many.socket.call('contact-method:add', eleventh)), [
    'address: invalid',
  ]);
});

test('[S9] a code has five tries, five minutes, and is good for one contact method of one technician', async () => {
  const { tom, admin } = here;
  const first = await add(tom, 'first@methods.example');
  const code = await lastCode(server, 'first@methods.example');
  const second = await add(tom, 'second@methods.example');
  const elsewhere = await add(admin, 'first@methods.example');
  const foreign = await lastCode(server, 'first@methods.example');
  if (foreign !== code) refused(await verify(tom, first.id, foreign), 'wrong_code');
  refused(await verify(tom, second.id, code), 'wrong_code');
  refused(await verify(admin, first.id, code), 'not_found');
  refused(await verify(tom, elsewhere.id, foreign), 'not_found');

  const third = await add(tom, 'third@methods.example');
  const right = await lastCode(server, 'third@methods.example');
  for (let n = 0; n < 5; n += 1) refused(await verify(tom, third.id, other(right)), 'wrong_code');
  refused(await verify(tom, third.id, right), 'step_expired');
  await tom.must('contact-method:send-code', { methodId: third.id });
  const renewed = await lastCode(server, 'third@methods.example');
  server.clock.advance(5 * MINUTE);
  refused(await verify(tom, third.id, renewed), 'step_expired');
  await tom.must('contact-method:send-code', { methodId: third.id });
  await verify(tom, third.id, await lastCode(server, 'third@methods.example'));
  assert.ok((await methodsOf(tom)).methods.find(({ id }) => id === third.id)?.verified);
});

test('[S9] a code is used once, however many give it at once', async () => {
  const { tom } = here;
  const { id } = await add(tom, 'once@methods.example');
  const code = await lastCode(server, 'once@methods.example');
  const answers = await Promise.all(Array.from({ length: 50 }, () => verify(tom, id, code)));
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  // A repeat of the one that succeeded is the one exception (R1), and it is no second effect.
  refused(await verify(tom, id, code), 'rate_limited');
});

test('[S9] the sixth code of a day is refused, with the time to wait, and the next day begins anew', async () => {
  const { tom } = here;
  // The first hour of a day of UTC.
  server.clock.advance(DAY - (server.clock.now() % DAY));
  const { id } = await add(tom, 'daily@methods.example');
  const send = () => tom.socket.call('contact-method:send-code', { commandId: newCommandId(), methodId: id });
  const answers = await Promise.all(Array.from({ length: 30 }, send));
  assert.equal(answers.filter(({ ok }) => ok).length, 4);
  const sixth = await send();
  refused(sixth, 'too_many_attempts');
  assert.equal(sixth.ok ? null : sixth.error.params?.retryAfter, DAY);
  // Removed and added again it is the same address.
  await tom.must('contact-method:remove', { methodId: id });
  const again = { commandId: newCommandId(), address: email('daily@methods.example') };
  refused(await tom.socket.call('contact-method:add', again), 'too_many_attempts');
  assert.equal(
    (await methodsOf(tom)).methods.some(({ address }) => address === 'daily@methods.example'),
    false,
  );
  server.clock.advance(DAY);
  await addVerified(server, tom, email('daily@methods.example'));
  await server.app.worker.settled();
  // Of those asked for at once the later take the place of the earlier that were not sent yet.
  const sent = server.outbox.sent.filter(({ to }) => to === 'daily@methods.example').length;
  assert.ok(sent >= 2 && sent <= 6, `${sent} mails`);
});

test('[S13] an address gets so many mails a day and no more, whoever causes them', async (context) => {
  const narrow = await TestServer.start({ limits: { mailsPerAddress: 3 } });
  context.after(() => narrow.close());
  const { admin } = await scene(narrow, 'Narrow');
  const to = 'victim@elsewhere.example';
  for (const name of ['One', 'Two', 'Three']) await add(await narrow.technician(admin, name), to);
  const fourth = await narrow.technician(admin, 'Four');
  refused(
    await fourth.socket.call('contact-method:add', { commandId: newCommandId(), address: email(to) }),
    'too_many_attempts',
  );
  await narrow.app.worker.settled();
  assert.equal(narrow.outbox.sent.filter((one) => one.to === to).length, 3);
});

test('[S14] codes and keys are neither in the rows nor in the audit log as they are', async () => {
  const { tom } = here;
  await add(tom, 'secret@methods.example');
  const { read } = server.app.deps.database;
  // Before it is sent: the row that waits.
  const waiting = await read
    .selectFrom('jobs')
    .selectAll()
    .where('kind', '=', 'contact-method.code')
    .execute();
  const code = await lastCode(server, 'secret@methods.example');
  const { secret } = await tom.must('contact-method:add', {
    address: { kind: 'webhook', url: 'https://hooks.methods.example/in' },
  });
  assert.match(secret!, /^whsec_/);
  const all = JSON.stringify([
    waiting,
    await read.selectFrom('jobs').selectAll().execute(),
    await read.selectFrom('one_time_codes').selectAll().execute(),
    await read.selectFrom('contact_methods').selectAll().execute(),
    await read.selectFrom('audit').selectAll().execute(),
    await read.selectFrom('commands').selectAll().execute(),
  ]);
  assert.equal(all.includes(`"${code}"`) || all.includes(`\\"${code}\\"`), false, 'the code');
  assert.equal(all.includes(secret!), false, 'the webhook’s secret');
});
