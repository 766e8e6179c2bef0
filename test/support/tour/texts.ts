import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LOCALES = join(import.meta.dirname, '..', '..', '..', 'widget', 'i18n', 'locales');

/**
 * The texts of a language, for tests that press what a person of that language would: `say('requests:text')`.
 * Values are put in as the product does.
 */
export const textsOf =
  (language: string) =>
  (key: string, values: Record<string, string> = {}): string => {
    const [file, name] = key.split(':') as [string, string];
    const texts = JSON.parse(readFileSync(join(LOCALES, language, `${file}.json`), 'utf8')) as Record<
      string,
      string
    >;
    const text = texts[name];
    if (text === undefined) throw new Error(`No text ${key} in ${language}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, value: string) => values[value] ?? '');
  };
