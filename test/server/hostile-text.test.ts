import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { refusedFields } from '../support/refusals.ts';
import { ask, chat, scene, type Scene } from '../support/scene.ts';
import { TestServer } from '../support/test-server.ts';

let server: TestServer;
let one: Scene;
before(async () => {
  server = await TestServer.start();
  one = await scene(server, 'Texts');
});
after(() => server.close());

const KEPT = [
  'a',
  '  spaces around  ',
  'tab\tand\nline\r\nbreaks',
  '\u202eright to left\u202c \u200f mark',
  'שלום עולם',
  '👩🏽‍💻 family: 👨‍👩‍👧‍👦',
  'e\u0301 stays in two, é in one',
  "Robert'); drop table requests;--",
  '<img src=x onerror=alert(1)>',
  '{{constructor.constructor("x")()}} ${1} %s %00',
  '\ufeffbyte order',
  '\u0001\u0007\u001b[31m control',
  '__proto__',
  'null',
];

test('[S5] text is kept exactly as typed: message, name, and names of companies and technicians', async () => {
  const { customer, request } = await chat(server, one);
  for (const text of KEPT) {
    const { entry } = await customer.must('thread:send', { threadId: request.threadId, text });
    assert.deepEqual(entry.kind === 'message' && entry.body.text, text);
    const heard = await one.tom.socket.hears(
      'thread:appended',
      (pushed) => pushed.threadId === request.threadId && pushed.entry.sequence === entry.sequence,
    );
    assert.deepEqual(heard.entry, entry);
    const company = await one.admin.must('company:create', { name: text });
    assert.equal(company.name, text);
    const profile = await one.tom.must('profile:update', { name: text });
    assert.equal(profile.technician.name, text);
    const asked = await ask(server, one.portal, { name: text, text });
    assert.equal(asked.request.name, text);
    const found = await one.tom.must('request:get', { requestId: asked.request.id });
    assert.equal(found.request.customer.name, text);
    const list = await one.tom.socket.call('request:list', { view: 'all', search: text });
    assert.ok(list.ok, text);
    server.clock.advance(600_000);
  }
});

test('[S4] what no database keeps is refused on its field: nothing, blanks, NUL and half a character', async () => {
  const { customer, request } = await chat(server, one);
  const send = (text: string) => customer.call('thread:send', { threadId: request.threadId, text });
  for (const text of ['', '   ', '\n\t'])
    assert.deepEqual(refusedFields(await send(text)), ['text: required'], JSON.stringify(text));
  for (const text of ['a\0b', 'half \ud83d', '\udc00 half'])
    assert.deepEqual(refusedFields(await send(text)), ['text: invalid'], JSON.stringify(text));
  const company = (name: string) => one.admin.socket.call('company:create', { name });
  for (const name of ['', ' ']) assert.deepEqual(refusedFields(await company(name)), ['name: required']);
  for (const name of ['a\0', '\ud800'])
    assert.deepEqual(refusedFields(await company(name)), ['name: invalid']);
  assert.deepEqual(refusedFields(await company('x'.repeat(121))), ['name: too_long']);
});

test('[S13] a message of 4,000 characters is kept, one of 4,001 is refused with the limit', async () => {
  const { customer, request } = await chat(server, one);
  const send = (text: string) => customer.call('thread:send', { threadId: request.threadId, text });
  const longest = '한'.repeat(4000);
  const kept = await send(longest);
  assert.ok(kept.ok && kept.data.entry.kind === 'message' && kept.data.entry.body.text === longest);
  const long = await send(`${longest}한`);
  assert.deepEqual(refusedFields(long), ['text: too_long']);
  assert.deepEqual(!long.ok && long.error.issues?.[0]?.params, { max: 4000 });
});
