import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCALES = join(import.meta.dirname, '..', '..', '..', 'widget', 'i18n', 'locales');

/** A text by its key, `say('requests:text')`. Values are put in as the product does. */
export type Say = (key: string, values?: Record<string, string>) => string;

/**
 * The texts of a language, for tests that press what a person of that language would; `change` is what has become of
 * each on its way to them.
 */
export const textsOf =
  (language: string, change = (text: string): string => text): Say =>
  (key, values = {}) => {
    const [file, name] = key.split(':') as [string, string];
    const texts = JSON.parse(readFileSync(join(LOCALES, language, `${file}.json`), 'utf8')) as Record<
      string,
      string
    >;
    const text = texts[name];
    if (text === undefined) throw new Error(`No text ${key} in ${language}`);
    return change(text).replace(/\{\{(\w+)\}\}/g, (_, value: string) => values[value] ?? '');
  };
