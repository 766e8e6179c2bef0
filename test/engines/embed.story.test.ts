import assert from 'node:assert/strict';
import { after, before, test, type TestContext } from 'node:test';
import { Stage } from '../support/browser.ts';
import { ENGINES } from '../support/engines/all.ts';
import type { Engine, EnginePage } from '../support/engines/engine.ts';
import { until, Visitor } from '../support/engines/visitor.ts';
import { received } from '../support/received.ts';

// What the embed promises to a website under a strict policy, in the engines other than Chromium, which has the whole
// of the stories in test/browser.

let stage: Stage;
before(async () => {
  stage = await Stage.open();
  await stage.account.admin.must('availability:set', { available: true });
});
after(() => stage.close());

/** Fills in the form, then writes in the chat; all of it arrives at the technician's. */
const chats = async (visitor: Visitor, name: string): Promise<void> => {
  const texts = ['Is <b>this</b> allowed?', 'And this: https://client.example/'];
  await visitor.type('Your name', name);
  await visitor.type('What can we do for you?', texts[0]!);
  await visitor.click('Start chat');
  await visitor.sees('text', texts[0]!);
  await visitor.type('Message', `${texts[1]!}\n`);
  await visitor.sees('link', 'https://client.example/');
  await received(stage.account.admin, name, texts);
};

for (const [engineName, start] of Object.entries(ENGINES)) {
  let engine: Engine;
  before(async () => {
    engine = await start();
  });
  after(() => engine.close());

  const open = async (context: TestContext, url: string): Promise<EnginePage> => {
    const page = await engine.open(url);
    context.after(() => page.close());
    context.diagnostic(page.browser);
    return page;
  };

  for (const policy of ['nonce', 'trusted-types', 'strict-dynamic', 'isolated', 'credentialless'])
    test(`[W6, S6] ${engineName}: policy-${policy}.html: typing and sending break no policy`, async (t) => {
      const page = await open(t, `${stage.website}/policy-${policy}.html`);
      const visitor = new Visitor(page, 'page');
      if (policy === 'strict-dynamic') await visitor.click('Support');
      await chats(visitor, `Nora ${policy} ${engineName}`);
      // Not every engine knows `credentialless`; one that does not has a page like any other.
      if (policy === 'isolated') assert.equal(await page.evaluate('page', 'crossOriginIsolated'), true);
      assert.deepEqual(await visitor.complaints(), []);
    });

  test(`[W6, S6] ${engineName}: where no Trusted Types policy is allowed, the panel runs in a frame`, async (t) => {
    const page = await open(t, `${stage.website}/policy-no-trusted-types.html`);
    // To an engine that knows no Trusted Types the policy forbids nothing: the panel runs in the page.
    const isForbidden = await page.evaluate('page', "'trustedTypes' in globalThis");
    const visitor = new Visitor(page, isForbidden ? 'frame' : 'page');
    await chats(visitor, `Tess ${engineName}`);
    assert.equal(await page.evaluate('page', 'inPage.corner() !== null'), isForbidden);
    const complaints = await visitor.complaints();
    // One attempt, one refusal, and the developer is told why.
    const expected = isForbidden
      ? [/^violation: trusted-types .*lit-html/, /^warn: <support-portal>: the panel cannot run .*lit-html/]
      : [];
    assert.equal(complaints.length, expected.length, complaints.join('\n'));
    for (const pattern of expected)
      assert.ok(
        complaints.some((text) => pattern.test(text)),
        complaints.join('\n'),
      );
  });

  test(`[W6, S6] ${engineName}: the same where the panel was fetched ahead of time`, async (t) => {
    const { embed, portal } = stage.server.app.deps.urls;
    const origin = await stage.websiteWith(
      `<support-portal portal="${stage.portal.portalId}"></support-portal>
       <script type="module" nonce="page" src="${embed}/support-portal.js"></script>`,
      {
        'Content-Security-Policy': `default-src 'none'; script-src 'nonce-page'; connect-src ${embed} ${embed.replace('http', 'ws')}; img-src data:; frame-src ${portal('harbour')}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    );
    await stage.allow(origin);
    const page = await open(t, origin);
    const isForbidden = await page.evaluate('page', "'trustedTypes' in globalThis");
    const inPage = new Visitor(page, 'page');
    await inPage.sees('button', 'Support');
    await page.evaluate(
      'page',
      "document.querySelector('support-portal').shadowRoot.querySelector('.launcher').focus()",
    );
    const refused = async () => (await inPage.complaints()).some((text) => text.startsWith('violation: '));
    if (isForbidden) await until('the refusal', refused);
    await inPage.click('Support');
    await chats(new Visitor(page, isForbidden ? 'frame' : 'page'), `Tom ${engineName}`);
    assert.equal(await page.evaluate('page', 'inPage.corner() !== null'), isForbidden);
    assert.equal(await refused(), isForbidden);
  });

  test(`[S1, S6] ${engineName}: framed, the page hears the greeting alone and reaches nothing`, async (t) => {
    const { embed, portal } = stage.server.app.deps.urls;
    const spy = `<script nonce="spy">
      window.heard = [];
      for (const type of ['keydown', 'input', 'beforeinput', 'message'])
        addEventListener(type, (event) => heard.push(type + ' ' + (event.key ?? JSON.stringify(event.data))), true);
    </script>`;
    const origin = await stage.websiteWith(
      `${spy}<support-portal portal="${stage.portal.portalId}" mode="inline" framed></support-portal>
       <script type="module" nonce="spy" src="${embed}/support-portal.js"></script>`,
      {
        'Content-Security-Policy': `default-src 'none'; script-src 'nonce-spy'; connect-src ${embed}; img-src data:; frame-src ${portal('harbour')}`,
      },
    );
    await stage.allow(origin);
    const page = await open(t, origin);
    const visitor = new Visitor(page, 'frame');
    await chats(visitor, `Mia ${engineName}`);
    assert.deepEqual(await page.evaluate('page', 'heard'), ['message "support-portal:hello"']);
    assert.equal(await page.evaluate('page', 'inPage.reachesFrame()'), false);
    assert.equal(await page.evaluate('page', 'localStorage.length + sessionStorage.length'), 0);
    assert.deepEqual(await visitor.complaints(), []);
  });

  // Without it, the tests above could pass because nothing was listened to.
  test(`${engineName}: what a page should never say is heard, from its first byte on`, async (t) => {
    const origin = await stage.websiteWith(
      `<p style="color: red">Red</p><img src="data:," alt="">
       <script nonce="page">
         const sheet = Object.assign(document.createElement('style'), { textContent: 'p {}' });
         document.querySelector('p').attachShadow({ mode: 'open' }).append(sheet);
         console.warn('careful'); Promise.reject(new Error('early')); throw new Error('broken');</script>`,
      { 'Content-Security-Policy': "default-src 'none'; script-src 'nonce-page'; img-src data:" },
    );
    const page = await open(t, origin);
    const heard = (await page.evaluate('page', 'inPage.complaints')) as string[];
    for (const pattern of [
      /^violation: style-src-attr /,
      /^violation: style-src-elem /,
      /^warn: careful$/,
      /broken/,
      /early/,
      /^error: img/,
    ])
      assert.ok(
        heard.some((text) => pattern.test(text)),
        `${String(pattern)}: ${heard.join('\n')}`,
      );
  });
}
