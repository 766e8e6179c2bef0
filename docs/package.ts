import { readFileSync } from 'node:fs';
import { join } from 'node:path';

// The npm package for websites that are built: what is in it beside the loader, which Vite builds.

const ROOT = join(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

export const PACKAGE = 'support-portal-element';

/** Typings for one framework each: nothing at run time. */
const FRAMEWORKS = ['react', 'vue', 'svelte'] as const;

/** Compilers that go by Node's rules want the file's whole name. */
const elements = (file: string): string =>
  read(`docs/elements/${file}`).replaceAll("'./support-portal'", "'./support-portal.js'");

const types = `export * from './support-portal.js';
import type { SupportPortal } from './support-portal.js';

/**
 * Loads \`<support-portal>\` into the page from its server, once, and answers its class when the tag works.
 * \`server\`: origin of the embed host, for example \`https://embed.support.example.com\`. Rejects with an Error that
 * says what to do.
 */
export declare function loadSupportPortal(server: string): Promise<new () => SupportPortal>;
`;

const readme = `# ${PACKAGE}

Loads a support portal into a website that is built: the tag comes from your provider's server, this package has the loader and the types.

\`\`\`js
import { loadSupportPortal } from '${PACKAGE}';

await loadSupportPortal('https://embed.support.example.com');
\`\`\`

\`\`\`html
<support-portal portal="01a20426-39c0-7491-97fb-1a1eff8f0d21"></support-portal>
\`\`\`

Types for a framework: \`import type {} from '${PACKAGE}/react'\` (or \`/vue\`, \`/svelte\`).
`;

const manifest = (version: string): object => ({
  name: PACKAGE,
  version,
  description: 'The loader and the types of <support-portal>, an embeddable support portal.',
  license: 'MIT',
  type: 'module',
  sideEffects: false,
  types: './index.d.ts',
  exports: {
    '.': { types: './index.d.ts', default: './index.js' },
    ...Object.fromEntries(
      FRAMEWORKS.map((name) => [`./${name}`, { types: `./${name}.d.ts`, default: './types.js' }]),
    ),
    './custom-elements.json': './custom-elements.json',
    './package.json': './package.json',
  },
  customElements: './custom-elements.json',
});

/** Every file but the loader's, by name. */
export const packageFiles = (): Record<string, string> => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  return {
    'package.json': `${JSON.stringify(manifest(version), null, 2)}\n`,
    'README.md': readme,
    LICENSE: read('LICENSE'),
    'index.d.ts': types,
    'types.js': 'export {};\n',
    'support-portal.d.ts': elements('support-portal.d.ts'),
    ...Object.fromEntries(FRAMEWORKS.map((name) => [`${name}.d.ts`, elements(`${name}.d.ts`)])),
    'custom-elements.json': read('docs/elements/custom-elements.json'),
  };
};
