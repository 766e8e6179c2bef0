import { after, before, test } from 'node:test';
import { Stage } from '../support/browser.ts';
import { textsOf } from '../support/tour/texts.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.open();
});
after(() => stage.close());

test('a network lost while the console is still connecting is said at once, and so is its return', async () => {
  const page = await stage.console(stage.account.admin.email);
  const lost = page.getByText(textsOf('en')('console-frame:connecting'));
  // A line on which the first answer never comes: that try itself would be given up after twenty seconds.
  const { promise: trying, resolve } = Promise.withResolvers<void>();
  let broken = true;
  await page.routeWebSocket(/socket\.io/, (line) => (broken ? resolve() : line.connectToServer()));
  await page.reload();
  await trying;
  await page.context().setOffline(true);
  await lost.waitFor();
  broken = false;
  await page.context().setOffline(false);
  await lost.waitFor({ state: 'hidden' });
  await page.context().close();
});
