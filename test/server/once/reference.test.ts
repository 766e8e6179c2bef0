import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { COMMANDS, EVENTS } from '#protocol/index';
import { ERRORS } from '#protocol/errors';
import { toHtml } from '../../../server/transport/reference/html.ts';
import type { HttpAnswer } from '../../support/http-client.ts';
import { TestServer } from '../../support/test-server.ts';

let server: TestServer;
let page: HttpAnswer;
before(async () => {
  server = await TestServer.start();
  page = await server.http({ host: 'embed.localhost', path: '/api/docs' });
});
after(() => server.close());

const all = (pattern: RegExp): string[] => [...page.text.matchAll(pattern)].map(([, found]) => found!);

test('[S14] the reference is a page on every host, under the strict policy, without any script', async () => {
  assert.equal(page.status, 200);
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'.*style-src 'self'/);
  assert.doesNotMatch(page.text, /<script|<style|\sstyle=|\son\w+=/);
  assert.match(page.text, /<html lang="en">/);
  for (const host of ['console.localhost', 'nobody.localhost', 'other.example'])
    assert.equal((await server.http({ host, path: '/api/docs' })).text, page.text, host);
  const [styles] = all(/<link rel="stylesheet" href="([^"]+)"/g);
  const sheet = await server.http({ host: 'console.localhost', path: styles! });
  assert.equal(sheet.status, 200);
  assert.match(String(sheet.headers['content-type']), /^text\/css/);
});

test('it has every command, event and error, and every link of it leads somewhere', () => {
  const ids = all(/\sid="([^"]+)"/g);
  assert.equal(new Set(ids).size, ids.length, 'an id stands twice');
  for (const name of [...Object.keys(COMMANDS), ...Object.keys(EVENTS)]) assert.ok(ids.includes(name), name);
  for (const code of Object.keys(ERRORS))
    assert.ok(page.text.includes(`<th scope="row"><code>${code}</code></th>`), code);
  const links = all(/href="#([^"]+)"/g);
  assert.ok(links.length > ids.length);
  assert.deepEqual(
    links.filter((link) => !ids.includes(link)),
    [],
  );
});

test('its text is escaped, whatever stands in it', () => {
  const { html } = toHtml(
    '# A <b>\n\nText & `<script>` and **bold <i>**\n\n| a |\n| --- |\n| <td> |\n\n```\n</pre>\n```',
  );
  assert.equal(
    html.replaceAll(/<div[^>]*>|<\/div>|<pre[^>]*>/g, ''),
    [
      '<h1 id="a-b-">A &#60;b&#62;</h1>',
      '<p>Text &#38; <code>&#60;script&#62;</code> and <strong>bold &#60;i&#62;</strong></p>',
      '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><th scope="row">&#60;td&#62;</th></tr></tbody></table>',
      '<code>&#60;/pre&#62;</code></pre>',
    ].join('\n'),
  );
});
