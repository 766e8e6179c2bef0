import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { playwrightLauncher } from '@web/test-runner-playwright';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** As root Chromium runs without a sandbox; on a closed network it must not look for anything outside. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The worker of msw is served from the page's own root, where it may control it. */
const mockServiceWorker = {
  name: 'mock-service-worker',
  serve(context) {
    if (context.path !== '/mockServiceWorker.js') return undefined;
    return { body: createReadStream(`${root}/node_modules/msw/lib/mockServiceWorker.js`), type: 'js' };
  },
};

export default {
  rootDir: root,
  files: 'test/widget/**/*.test.ts',
  // Not `development`: there socket.io-client comes with a package that is no module.
  nodeResolve: { browser: true, exportConditions: ['source', 'browser'] },
  plugins: [
    esbuildPlugin({ ts: true, json: false, target: 'esnext', tsconfig: `${root}/widget/tsconfig.json` }),
    mockServiceWorker,
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: { executablePath: process.env.CHROME_PATH, args: FLAGS },
      createBrowserContext: ({ browser }) => browser.newContext({ locale: 'en-GB', timezoneId: 'UTC' }),
    }),
  ],
  // One page at a time: tests of focus and visibility need the page in front.
  concurrency: 1,
  testFramework: { config: { timeout: 5000 } },
};
