import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languageFiles, languages, meantToBeSame, textsOf } from '../../docs/languages.ts';
import { filesOf, ROOT } from '../support/source-files.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;
const english = textsOf('en');
const others = languages().filter((language) => language !== 'en');

/** `file:key` → text, of a whole language. */
const flat = (language: string): Map<string, string> =>
  new Map(
    Object.entries(textsOf(language)).flatMap(([file, texts]) =>
      Object.entries(texts).map(([key, text]): [string, string] => [`${file}:${key}`, text]),
    ),
  );
const source = flat('en');
/** Forms that whole numbers up to a thousand take: a pack has these, and may leave out one for millions. */
const formsOf = (language: string): string[] => {
  const rules = new Intl.PluralRules(language);
  return [...new Set(Array.from({ length: 1001 }, (_, count) => rules.select(count)))];
};
const placeholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!))].sort();

/** The keys a language has to have: each English one, plural ones in its own forms. */
const wanted = (language: string): Map<string, string> => {
  const keys = new Map<string, string>();
  for (const [key, text] of source) {
    if (!PLURAL.test(key) || !text.includes('{{count}}')) keys.set(key, text);
    else for (const form of formsOf(language)) keys.set(key.replace(PLURAL, `_${form}`), text);
  }
  return keys;
};

test('[A31] what is made from the folders of the languages is what they say today', async () => {
  for (const [path, text] of Object.entries(await languageFiles()))
    assert.equal(readFileSync(join(ROOT, path), 'utf8'), text, `${path}: run npm run languages`);
});

for (const language of others) {
  const texts = flat(language);
  test(`[A32] ${language} has every text, in its own plural forms, and no other`, () => {
    const keys = wanted(language);
    assert.deepEqual(
      [...keys.keys()].filter((key) => !texts.has(key)),
      [],
      'missing',
    );
    const optional = (key: string): boolean =>
      key.endsWith('_many') && keys.has(key.replace(/many$/, 'other'));
    assert.deepEqual(
      [...texts.keys()].filter((key) => !keys.has(key) && !optional(key)),
      [],
      'not in English',
    );
  });

  test(`[A32] ${language} puts in what English does, and nothing else`, () => {
    const keys = wanted(language);
    const odd = [...texts].filter(([key, text]) => {
      const expected = placeholders(keys.get(key) ?? keys.get(key.replace(/many$/, 'other')) ?? '');
      const found = placeholders(text);
      // A form for one or two may say the number in words.
      const spared = /_(one|two|zero)$/.test(key) ? expected.filter((name) => name !== 'count') : expected;
      const fits = [expected, spared].some((list) => list.join() === found.join());
      return !fits || /\{\{(?!\w+\}\})|\{(?!\{)[^{]*\}(?!\})/.test(text.replaceAll(/\{\{\w+\}\}/g, ''));
    });
    assert.deepEqual(odd, []);
  });

  test(`[A32] ${language} leaves nothing in English that is not meant to be`, () => {
    const allowed = new Set(meantToBeSame(language));
    const same = [...texts].filter(
      ([key, text]) => source.get(key) === text && /\p{L}{2}/u.test(text.replaceAll(/\{\{\w+\}\}/g, '')),
    );
    assert.deepEqual(
      same.filter(([key]) => !allowed.has(key)),
      [],
    );
    const stale = [...allowed].filter((key) => !same.some(([found]) => found === key));
    assert.deepEqual(stale, [], 'listed as the same, and not the same');
  });

  test(`${language} begins and ends as English does: no stray space`, () => {
    assert.deepEqual(
      [...texts].filter(([, text]) => text !== text.trim() || text === ''),
      [],
    );
  });
}

test('[A32] every text is used, and every text that is used is there', () => {
  const code = filesOf('widget/**/*.ts', 'server/**/*.ts')
    .filter(({ path }) => !path.includes('/locales/'))
    .map(({ text }) => text)
    .join('\n');
  // `'feature:key'`, and what is put together: `feature:begin_${…}`.
  const said = new Set([...code.matchAll(/['"`]([\w-]+:[\w.]+)['"`]/g)].map(([, key]) => key!));
  const begun = [...code.matchAll(/`([\w-]+:[\w.]*)\$\{/g)].map(([, key]) => key!);
  const ended = [...code.matchAll(/`([\w-]+):\$\{[^`]*?\}([\w.]+)`/g)].map(([, feature, end]) => [
    feature!,
    end!,
  ]);
  const own = new Set([...code.matchAll(/(?:textIn\([^,]+, |\bsay\()'(\w+)'/g)].map(([, key]) => key!));
  const unused = Object.entries(english).flatMap(([file, texts]) =>
    Object.keys(texts)
      .filter((name) => {
        if (file === 'server') return !own.has(name);
        const feature = file.replace(/^console-/, '');
        const key = `${feature}:${name.replace(PLURAL, '')}`;
        return !(
          said.has(key) ||
          said.has(`${feature}:${name}`) ||
          begun.some((begin) => key.startsWith(begin)) ||
          ended.some(([of, end]) => of === feature && key.endsWith(end!))
        );
      })
      .map((name) => `${file}:${name}`),
  );
  assert.deepEqual(unused, []);
});
