import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, before, test } from 'node:test';
import type { CommandOutput } from '#protocol/index';
import type { Page, WebSocket } from 'playwright-core';
import { launch, Stage } from '../support/browser.ts';
import { newCommandId } from '../support/ids.ts';
import { COUNT_TIMERS, letGo, settled } from '../support/page-memory.ts';
import type { ConsoleUser } from '../support/test-server.ts';

let stage: Stage;
let tom: ConsoleUser;
/** Every connection to the server, to be cut as a network does. */
const connections = new Set<Socket>();
before(async () => {
  stage = await Stage.open();
  stage.server.app.http.on('connection', (connection: Socket) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
  });
  tom = await stage.server.technician(stage.account.admin, 'Tom');
  await tom.must('availability:set', { available: true });
});
after(() => stage.close());

const script = (more = ''): string =>
  `<script type="module" src="${stage.server.app.deps.urls.embed}/support-portal.js${more}"></script>`;
const tag = (mode = 'inline', more = ''): string =>
  `<support-portal portal="${stage.portal.portalId}" mode="${mode}" ${more}></support-portal>`;

const visit = async (body: string, prepare = ''): Promise<{ page: Page; sockets: Set<WebSocket> }> => {
  const origin = await stage.websiteWith(body);
  await stage.allow(origin);
  const page = await stage.page(await stage.context());
  const sockets = new Set<WebSocket>();
  page.on('websocket', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  if (prepare) await page.addInitScript(prepare);
  await page.goto(origin);
  return { page, sockets };
};

const question = (page: Page) => page.getByLabel('What can we do for you?');
const message = (page: Page) => page.getByRole('textbox', { name: 'Message' });

/** The request of somebody who has sent it. */
const requestOf = async (name: string) => {
  // Over REST, so that it goes on where a test cuts connections.
  const { json } = await stage.server.http({
    host: 'console.localhost',
    path: '/api/requests?view=all',
    headers: { Origin: stage.server.consoleOrigin, Cookie: tom.cookie },
  });
  const { requests } = json!.data as Extract<CommandOutput<'request:list'>, { requests: unknown }>;
  const found = requests.find(({ customer }) => customer.name === name);
  assert.ok(found, `no request of ${name}`);
  return found;
};

/** Starts a chat in the page, which Tom takes; answers with what writes in it as Tom. */
const chat = async (page: Page, name: string): Promise<(text: string) => Promise<void>> => {
  await page.getByLabel('Your name').fill(name);
  await question(page).fill(`A question of ${name}`);
  await page.getByRole('button', { name: 'Start chat' }).click();
  await message(page).waitFor();
  const { id, threadId } = await requestOf(name);
  const must = async (command: 'request:take' | 'thread:send', input: object): Promise<void> => {
    const { json, text } = await tom.post(command, { commandId: newCommandId(), ...input });
    assert.ok(json?.ok, text);
  };
  await must('request:take', { requestId: id });
  return (text) => must('thread:send', { threadId, text });
};

test('[W2] two copies of the script are one portal, and a popup link opens one window', async () => {
  const popup = `<a href="${stage.url('standalone')}" target="_blank" data-support-portal>Popup</a>`;
  const { page, sockets } = await visit(`${tag()}${popup}${script()}${script('?copy')}`);
  await question(page).fill('Only once');
  assert.equal(await question(page).count(), 1);
  const opened: string[] = [];
  page.context().on('page', (other) => opened.push(other.url()));
  const [window] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Popup' }).click(),
  ]);
  await question(window).waitFor();
  assert.equal(opened.length, 1);
  assert.equal(sockets.size, 1);
  assert.deepEqual(stage.complaints, []);
});

test('[W2] elements made before and after the script, by markup and by code, are the same', async () => {
  const made = `(place) => {
    const portal = document.createElement('support-portal');
    portal.lang = 'es';
    portal.hidden = true;
    portal.setAttribute('portal', '${stage.portal.portalId}');
    portal.setAttribute('mode', 'inline');
    portal.addEventListener('support-open', () => (document.title += place));
    document.body.append(portal);
    portal.hidden = false;
  }`;
  const { page } = await visit(`<script>(${made})('before,')</script>${script()}`);
  await page.waitForFunction("document.title === 'before,'");
  await page.evaluate(`(${made})('after')`);
  await page.waitForFunction("document.title === 'before,after'");
  await page.locator('support-portal').nth(1).locator('textarea').waitFor();
  const [first, second] = await page.locator('support-portal h1').allTextContents();
  assert.equal(first, second);
  assert.match(first!, /Soporte/, 'the language that was set before the element was defined');
  assert.deepEqual(stage.complaints, []);
});

test('[W2] moved in the page it keeps its connection, its chat and what is typed', async () => {
  const { page, sockets } = await visit(`<main></main>${tag()}${script()}`);
  const answer = await chat(page, 'Mia');
  await message(page).fill('Half a sen');
  const [socket] = sockets;
  await page.evaluate("document.querySelector('main').append(document.querySelector('support-portal'))");
  await page.locator('main support-portal').waitFor();
  assert.equal(await message(page).inputValue(), 'Half a sen');
  await answer('Found you');
  await page.getByText('Found you').waitFor();
  assert.deepEqual([...sockets], [socket], 'the same connection');
  assert.deepEqual(stage.complaints, []);
});

test('[W2] client-side navigation leaves a launcher outside the swapped part alone, and the technician reads which page it was', async () => {
  const { page, sockets } = await visit(`<main><p>Home</p></main>${tag('launcher')}${script()}`);
  await page.getByRole('button', { name: 'Support' }).click();
  await question(page).fill('Typed at home');
  await page.evaluate(`(() => {
    history.pushState({}, '', '/contact');
    document.querySelector('main').replaceChildren('Contact');
    document.title = 'Contact';
  })()`);
  assert.equal(await question(page).inputValue(), 'Typed at home');
  assert.equal(sockets.size, 1);
  await page.getByLabel('Your name').fill('Nadia');
  await page.getByRole('button', { name: 'Start chat' }).click();
  await message(page).waitFor();
  assert.equal((await requestOf('Nadia')).website, `${new URL(page.url()).origin}/contact`);
  assert.deepEqual(stage.complaints, []);
});

test('[W2] a tab that was frozen in the background catches up when it comes back', async () => {
  const { page } = await visit(`${tag()}${script()}`);
  const answer = await chat(page, 'Frida');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  for (const connection of connections) connection.destroy();
  await answer('While you were away');
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await page.getByText('While you were away').waitFor();
});

/** All connections that were open are closed. */
const hangUp = (sockets: Set<WebSocket>) =>
  Promise.all([...sockets].map((socket) => socket.isClosed() || socket.waitForEvent('close')));

/** What is held for good each time, or each time that nobody waits, would be 50 or 100 of. */
const FEW = 50;

for (const mode of ['inline', 'launcher'])
  test(`[W2] removed and added again 100 times leaves nothing behind, ${mode}`, async () => {
    const { page, sockets } = await visit(`${tag(mode)}${script()}`, COUNT_TIMERS);
    await page.waitForFunction("customElements.get('support-portal')");
    // Every other time nobody waits for the panel: it is taken away while it is being loaded and connected.
    const cycle = (times: number) =>
      page.evaluate(`(async () => {
        window.portal ??= document.querySelector('support-portal');
        for (let time = 0; time < ${times}; time++) {
          document.body.append(portal);
          const opened = portal.open();
          if (time % 2) await opened;
          portal.remove();
          await opened;
        }
      })()`);
    await cycle(4);
    await hangUp(sockets);
    let first = await settled(page);
    const after = async (times: number) => {
      await cycle(times);
      await hangUp(sockets);
      return letGo(page, first, FEW);
    };
    let last = await after(100);
    // One panel that something still holds is more than a few nodes already. What is held each time, or every other
    // time, would by so many more times be three times as many as that panel.
    if (last.nodes - first.nodes >= FEW || last.listeners - first.listeners >= FEW) {
      first = last;
      last = await after(300);
    }
    assert.ok(
      last.listeners - first.listeners < FEW,
      `${last.listeners} listeners, before ${first.listeners}`,
    );
    assert.ok(last.nodes - first.nodes < FEW, `${last.nodes} nodes, before ${first.nodes}`);
    assert.equal(last.timers, 0);
    const connected = page.waitForEvent('websocket');
    await page.evaluate('document.body.append(portal)');
    await page.evaluate('portal.open()');
    await question(page).fill('Still works');
    await connected;
    assert.equal(sockets.size, 1);
    assert.deepEqual(stage.complaints, []);
  });

test('[W2] a page that comes back from the back/forward cache has what was sent meanwhile', async () => {
  const browser = await launch(['--disable-back-forward-cache']);
  try {
    const origin = await stage.websiteWith(`${tag()}${script()}`);
    await stage.allow(origin);
    const page = await stage.page(await browser.newContext());
    await page.addInitScript("addEventListener('pageshow', (event) => (window.cached = event.persisted))");
    await page.goto(origin);
    const answer = await chat(page, 'Berta');
    await message(page).fill('Half an ans');
    await page.goto(stage.website);
    await answer('Sent while the page was away');
    await page.goBack({ waitUntil: 'commit' });
    await page.getByText('Sent while the page was away').waitFor();
    assert.equal(await message(page).inputValue(), 'Half an ans');
    assert.equal(await page.evaluate('window.cached'), true, 'the portal does not keep the page out of it');
    assert.deepEqual(stage.complaints, []);
  } finally {
    await browser.close();
  }
});

test('[W6] a page that has changed what scripts stand on does not disturb it', async () => {
  const { page } = await visit(
    `${tag()}${script()}`,
    `{
      window.onmessage = () => { throw new Error('not for you'); };
      Object.defineProperty(window, 'onmessage', { value: null, writable: false });
      Array.prototype.last = function () { return this[this.length - 1]; };
      Array.prototype.unique = [];
      String.prototype.trimAll = function () { return this; };
      Function.prototype.extra = () => {};
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (...given) { return attachShadow.apply(this, given); };
      const { define } = CustomElementRegistry.prototype;
      CustomElementRegistry.prototype.define = function (...given) { return define.apply(this, given); };
      const { fetch } = window;
      window.fetch = (...given) => fetch(...given);
      const { addEventListener } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (...given) { return addEventListener.apply(this, given); };
    }`,
  );
  const answer = await chat(page, 'Hanna');
  await message(page).fill('Does it work?');
  await page.keyboard.press('Enter');
  await answer('It does');
  await page.getByText('It does', { exact: true }).waitFor();
  await page.getByText('Does it work?').waitFor();
  assert.deepEqual(stage.complaints, []);
});
