import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { Stage } from '../support/browser.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

/** Writes down every tone a page makes, and how loud it becomes. */
const LISTEN = `
  globalThis.tones = [];
  const Oscillator = OscillatorNode;
  globalThis.OscillatorNode = class extends Oscillator {
    constructor(context, options) {
      super(context, options);
      tones.push(options.frequency);
    }
  };
  globalThis.loudest = 0;
  const ramp = AudioParam.prototype.linearRampToValueAtTime;
  AudioParam.prototype.linearRampToValueAtTime = function (value, time) {
    loudest = Math.max(loudest, value);
    return ramp.call(this, value, time);
  };
`;
const heard = (page: Page): Promise<number[]> => page.evaluate<number[]>('tones.splice(0)');
const loudness = (page: Page): Promise<number> =>
  page.evaluate<number>('(() => { const was = loudest; loudest = 0; return was; })()');

test('[G16] which sound is heard, and how loud, is chosen at the browser, heard at once, and kept', async () => {
  const { server, account, portal } = stage;
  const page = await stage.console(account.admin.email);
  await page.addInitScript(LISTEN);
  await page.goto(`${server.consoleOrigin}/configure/app`);
  const tune = page.getByLabel('Sound of a request');
  await tune.selectOption({ label: 'Bell' });
  await page.getByText('Saved').waitFor();
  assert.equal((await heard(page))[0], 784);
  const normal = await loudness(page);
  await page.getByLabel('Volume').selectOption({ label: 'Quiet' });
  assert.equal((await heard(page))[0], 784);
  const quiet = await loudness(page);
  assert.ok(quiet > 0 && quiet < normal, `${quiet} and ${normal}`);

  await page.reload();
  assert.equal(await tune.inputValue(), 'bell');
  assert.deepEqual(await heard(page), []);
  await page.getByRole('button', { name: 'Play' }).click();
  assert.equal((await heard(page))[0], 784);
  await account.admin.must('availability:set', { available: true, sound: true });
  const { socket } = await server.guest(portal);
  await socket.must('request:open', { name: 'Carla', text: 'Help' });
  while ((await page.evaluate<number>('tones.length')) === 0)
    await page.evaluate('new Promise(requestAnimationFrame)');
  assert.equal((await heard(page))[0], 784);
  assert.ok(Math.abs((await loudness(page)) - quiet) < 1e-9);
  assert.deepEqual(stage.complaints, []);
});
