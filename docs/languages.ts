import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';

/** Where the widget's texts are: a folder a language, with a file for each feature. */
const LOCALES = 'widget/i18n/locales';
/** Where the server's own few texts are: a file a language. */
const SERVER_LOCALES = 'server/platform/locales';
const ROOT = join(import.meta.dirname, '..');
/** Beside a language's texts: those that are meant to be the same as in English, as `file:key`. */
const SAME = 'same-as-english.json';

/** Texts of one file, by their key. */
export type Texts = Record<string, string>;

const foldersIn = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const filesOf = (language: string): string[] =>
  readdirSync(join(ROOT, LOCALES, language))
    .filter((name) => name.endsWith('.json') && name !== SAME)
    .sort();

/** The languages there are: English, the source, and then the others by their code. One in progress is none yet. */
export const languages = (): string[] => {
  const wanted = filesOf('en');
  const others = foldersIn(LOCALES).filter((name) => name !== 'en');
  return ['en', ...others.filter((name) => wanted.every((file) => filesOf(name).includes(file))).sort()];
};

/** Every text of a language by file (`server` for the server's own) and key, in the files' order. */
export const textsOf = (language: string): Record<string, Texts> => {
  const read = (path: string): Texts => JSON.parse(readFileSync(join(ROOT, path), 'utf8')) as Texts;
  const folder = `${LOCALES}/${language}`;
  const texts = Object.fromEntries(
    filesOf(language).map((name) => [name.slice(0, -'.json'.length), read(`${folder}/${name}`)]),
  );
  const own = `${SERVER_LOCALES}/${language}.json`;
  return existsSync(join(ROOT, own)) ? { ...texts, server: read(own) } : texts;
};

export const meantToBeSame = (language: string): string[] => {
  const path = join(ROOT, LOCALES, language, SAME);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as string[]) : [];
};

const GENERATED = '// Made by `npm run languages` from the folders beside; see docs/languages.md.\n';

/** What a language's texts are put together from: as the English ones are, and nothing of types. */
const together = (side: 'portal' | 'console'): string => {
  const english = readFileSync(join(ROOT, LOCALES, 'en', `${side}.ts`), 'utf8');
  const imports = english.match(/^import \w+ from '\.\/.*\.json'.*$/gm)!;
  const names = imports.map((line) => {
    const [, name, file] = /^import (\w+) from '\.\/(?:console-)?([\w-]+)\.json'/.exec(line)!;
    return name === file ? name : `'${file}': ${name}`;
  });
  return `${GENERATED}${imports.join('\n')}\n\nexport default { ${names.join(', ')} };\n`;
};

/** The console's controls bring words of their own, in most languages. */
const controlsOf = (language: string): string | undefined => {
  const path = `@awesome.me/webawesome/dist/translations/${language}.js`;
  return existsSync(join(ROOT, 'node_modules', path)) ? path : undefined;
};

const table = (side: 'portal' | 'console'): string => {
  const Type = side === 'portal' ? 'PortalTexts' : 'ConsoleTexts';
  const rows = languages().map((language) => {
    const texts = `import('./locales/${language}/${side}.ts')`;
    const controls = side === 'console' && language !== 'en' && controlsOf(language);
    return controls
      ? `${language}: () => Promise.all([${texts}, import('${controls}')]).then(([texts]) => texts),`
      : `${language}: () => ${texts},`;
  });
  return `${GENERATED}import type { Packs } from './i18n.ts';
import type { ${Type} } from './locales/en/${side}.ts';

/** How the texts of each language are loaded: one file, when it is wanted. */
export const ${side}Packs: Packs<${Type}> = { ${rows.join('\n')} };
`;
};

const codes = (): string => `${GENERATED}
/** The languages there are texts in; English first, which is shown where there is no other. */
export const LANGUAGES = ${JSON.stringify(languages())} as const;
`;

const serverTexts = (): string => {
  const all = languages().filter((language) => existsSync(join(ROOT, SERVER_LOCALES, `${language}.json`)));
  const imports = all.map((code) => `import ${code} from './${code}.json' with { type: 'json' };`);
  return `${GENERATED}${imports.join('\n')}

/** What the server says itself, by language. */
export const TEXTS: Record<string, Partial<typeof en>> & { en: typeof en } = { ${all.join(', ')} };
`;
};

/** Every file that follows from which languages there are, by its path, formatted as the rest of the project. */
export const languageFiles = async (): Promise<Record<string, string>> => {
  const files: Record<string, string> = {
    'server/protocol/languages.ts': codes(),
    [`${SERVER_LOCALES}/index.ts`]: serverTexts(),
    'widget/i18n/portal-packs.ts': table('portal'),
    'widget/i18n/console-packs.ts': table('console'),
  };
  for (const language of languages().filter((code) => code !== 'en'))
    for (const side of ['portal', 'console'] as const)
      files[`${LOCALES}/${language}/${side}.ts`] = together(side);
  for (const [path, text] of Object.entries(files)) {
    const filepath = join(ROOT, path);
    files[path] = await format(text, { ...(await resolveConfig(filepath)), filepath });
  }
  return files;
};

if (import.meta.main)
  for (const [path, text] of Object.entries(await languageFiles())) writeFileSync(join(ROOT, path), text);
