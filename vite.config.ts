import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type BuildEnvironmentOptions, type Plugin, type UserConfig } from 'vite';
import { packageFiles } from './docs/package.ts';
import { versions } from './vite.files.ts';

/** A `.br` beside each text file, so that the server only sends what was compressed once, and well. */
const brotli = (): Plugin => ({
  name: 'support:brotli',
  async writeBundle({ dir }, bundle) {
    for (const file of Object.keys(bundle)) {
      if (!/\.(js|css|svg|json)$/.test(file)) continue;
      const path = join(dir!, file);
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      await writeFile(`${path}.br`, brotliCompressSync(await readFile(path), { params }));
    }
  },
});

/** Takes out of templates and styles what minifiers leave as it is: indentation, comments, space around signs. */
const outdent = (): Plugin => ({
  name: 'support:outdent',
  enforce: 'pre',
  transform: {
    filter: { id: /\/widget\/.*\.ts$/ },
    handler: (code) => ({
      code: code.replace(/(css|Styles = )`[^`]*`/g, squeeze).replace(/\n\s+/g, '\n'),
      map: null,
    }),
  },
});

const squeeze = (styles: string): string =>
  styles
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*([{};])\s*/g, '$1')
    .replace(/:\s+/g, ':');

/**
 * What of Socket.IO's client need not travel: WebTransport, which is in no list of transports here, a look for what
 * every browser of today has, and bytes, which this protocol has none of. By the end of a module's path: what takes its place.
 */
const UNUSED: Record<string, string> = {
  'engine.io-client/build/esm/transports/webtransport.js': 'export const WT = undefined;',
  'engine.io-client/build/esm/contrib/has-cors.js': 'export const hasCORS = true;',
  'engine.io-parser/build/esm/encodePacket.browser.js': `import { PACKET_TYPES } from './commons.js';
    export const encodePacket = ({ type, data = '' }, _bytes, done) => done(PACKET_TYPES[type] + data);
    export const encodePacketToBinary = undefined;`,
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js':
    'export const decode = () => new ArrayBuffer(0);',
  'socket.io-parser/build/esm/is-binary.js':
    'export const isBinary = () => false; export const hasBinary = isBinary;',
  'socket.io-parser/build/esm/binary.js':
    'export const deconstructPacket = undefined; export const reconstructPacket = undefined;',
};

const withoutUnused = (): Plugin => ({
  name: 'support:without-unused',
  transform: {
    filter: { id: /(engine|socket)\.io-(client|parser)\// },
    handler: (_code, id) => {
      const [, code] = Object.entries(UNUSED).find(([path]) => id.endsWith(path)) ?? [];
      return code === undefined ? null : { code, map: null };
    },
  },
});

/**
 * The bundler's own helper goes through whatever an object inherits, which in a page that has added to
 * `Object.prototype` is more than there is.
 */
const ownNamesOnly = (): Plugin => ({
  name: 'support:own-names-only',
  renderChunk: (code) => ({
    code: code.replace(/for \((?:var|let|const) (\w+) in all\)/, 'for (const $1 of Object.keys(all))'),
    map: null,
  }),
});

/** Texts that the server reads from beside its code travel in the code. */
const textsInside = (): Plugin => ({
  name: 'support:texts-inside',
  enforce: 'pre',
  transform: {
    filter: { id: /\/server\/.*\.ts$/, code: 'import.meta.dirname' },
    handler: (code, id) => ({
      code: code.replace(/readFileSync\(join\(import\.meta\.dirname, '([^']+)'\), 'utf8'\)/g, (_read, name) =>
        JSON.stringify(readFileSync(join(dirname(id), name), 'utf8')),
      ),
      map: null,
    }),
  },
});

/** Library mode has no preload helper, whose URLs would be relative to the page that embeds the portal. */
const shared = {
  target: 'es2022',
  // Library mode with ES output would keep white space otherwise.
  minify: 'oxc',
  modulePreload: false,
  // What earlier builds left is served on: see `versions`.
  emptyOutDir: false,
  reportCompressedSize: false,
} satisfies BuildEnvironmentOptions;

const chunks = { chunkFileNames: 'assets/[name]-[hash].js', minify: true } as const;

/** The one file a host page loads, under a name that never changes, and its hashed chunks. */
const embed: BuildEnvironmentOptions = {
  ...shared,
  outDir: 'dist/embed',
  lib: { entry: 'widget/stub.ts', formats: ['es'], fileName: () => 'support-portal.js' },
  rolldownOptions: { output: chunks },
};

/** The portal's own pages that a website opens. Apart, so that neither pays for how the other is cut into files. */
const page: BuildEnvironmentOptions = {
  ...shared,
  outDir: 'dist/page',
  lib: { entry: 'widget/page.ts', formats: ['es'], fileName: () => 'support-page.js' },
  rolldownOptions: { output: chunks },
};

/** For websites that are built: the loader, and beside it what the package says of itself. */
const npmPackage: UserConfig = {
  plugins: [
    {
      name: 'support:package',
      generateBundle() {
        for (const [fileName, source] of Object.entries(packageFiles()))
          this.emitFile({ type: 'asset', fileName, source });
      },
    },
  ],
  build: {
    ...shared,
    outDir: 'dist/package',
    emptyOutDir: true,
    minify: false,
    lib: { entry: 'widget/loader.ts', formats: ['es'], fileName: () => 'index.js' },
  },
};

/** The console's page names these files; the rest is hashed. */
const console: BuildEnvironmentOptions = {
  ...shared,
  outDir: 'dist/console',
  lib: {
    entry: { console: 'widget/console/main.ts', 'service-worker': 'widget/console/service-worker.ts' },
    formats: ['es'],
    // A service worker has its place above all it is for.
    fileName: (_format, name) => (name === 'console' ? 'assets/console.js' : `${name}.js`),
    cssFileName: 'assets/console',
  },
  rolldownOptions: { output: chunks },
};

/** What `npx support-portal` runs: the server, or with a word the operator's command. Older Node must understand it. */
const BIN = `#!/usr/bin/env node
'use strict';
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write('support-portal: This needs Node 24 or later, and is run by ' + process.version + '.\\n');
  process.exit(78);
}
var isServer = process.argv.length < 3 || /^--(?!json|help|version)/.test(process.argv[2]);
import(isServer ? './main.js' : './cli.js');
`;

const withBin: Plugin = {
  name: 'support:bin',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'bin.cjs', source: BIN });
  },
};

/** What runs in production: the server with all it needs but Node, to be read when something is wrong. */
const server: UserConfig = {
  plugins: [textsInside(), withBin],
  ssr: {
    noExternal: true,
    // Compiled parts of `ws` and `pg` that are used where somebody has installed them.
    external: ['bufferutil', 'utf-8-validate', 'pg-native'],
    resolve: { conditions: ['source', 'module', 'node', 'production'] },
  },
  build: {
    outDir: 'dist/server',
    ssr: true,
    target: 'node24',
    minify: false,
    emptyOutDir: true,
    reportCompressedSize: false,
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      input: { main: 'server/main.ts', cli: 'server/cli.ts' },
      // All in one folder: see `server/platform/root.ts`.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
};

const browser = (build: BuildEnvironmentOptions, pin?: string): UserConfig => ({
  // Imports between chunks are relative to the importing file: they work from any page and any host.
  base: './',
  resolve: { conditions: ['source', 'module', 'browser', 'production'] },
  plugins: [outdent(), withoutUnused(), ownNamesOnly(), versions(pin), brotli()],
  build,
});

const modes: Record<string, UserConfig> = {
  embed: browser(embed, 'support-portal.js'),
  page: browser(page),
  console: browser(console),
  package: npmPackage,
  server,
};

export default defineConfig(({ mode }) => ({
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
  ...modes[mode],
}));
