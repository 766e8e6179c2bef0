import { Store, type Readable } from '../core/store.ts';
import { directionOf, pickLanguage, type Language } from './languages.ts';

/** Texts of one language: feature → key → sentence. */
export type Texts = Record<string, Record<string, string>>;

type WithoutPlural<K extends string> =
  K extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : K;

/** `feature:key`, for every text of the English source. */
export type Key<T extends Texts> = {
  [F in keyof T & string]: `${F}:${WithoutPlural<keyof T[F] & string>}`;
}[keyof T & string];

/**
 * How to load each language's texts; a language without an entry is shown in English. That each has every text is
 * checked before (`docs/languages.md`): their plural forms differ.
 */
export type Packs<T extends Texts> = { en: Load<T> } & { [L in Language]?: Load<Texts> };
/** A language tag such as `es-MX`, or several, best first. */
export type Wanted = string | null | readonly (string | null | undefined)[];

type Load<T> = () => Promise<{ default: T }>;

/**
 * What elements need to speak: a portal and a console each have one, so that two of them on a page can speak two
 * languages. An element asks for the texts it shows, `I18n<ThreadTexts>`, and is given any that has at least these.
 */
export interface I18n<T extends Texts> extends Readable<Language> {
  readonly direction: 'ltr' | 'rtl';
  t(key: Key<T>, params?: Record<string, unknown>): string;
  /** A date or time in the language's own way. */
  date(at: number, options: Intl.DateTimeFormatOptions): string;
}

/** The owner's side: it can also change the language. Late answers lose. */
export interface OwnI18n<T extends Texts> extends I18n<T> {
  change(wanted: Wanted): Promise<void>;
}

/**
 * Makes an instance of its own and loads the first language.
 *
 *     const i18n = await createI18n({ language: 'es-MX', load: { en: () => import('./locales/en/portal.ts') } });
 *     i18n.t('threads:send');
 */
export async function createI18n<T extends Texts>(options: {
  language: Wanted;
  load: Packs<T>;
}): Promise<OwnI18n<T>> {
  const i18n = new Localizer<T>(options.load);
  await i18n.change(options.language);
  return i18n;
}

/**
 * The texts are in i18next's format, which translators' tools know: `{{name}}` stands for a value, and a key with
 * `count` has one text for each of the language's plural forms (`left_one`, `left_other`). Nothing more of it is
 * used, and reading that takes twenty lines where the library takes a third of all that a visitor downloads.
 */
class Localizer<T extends Texts> implements OwnI18n<T> {
  readonly #packs: Packs<T>;
  readonly #language = new Store<Language>('en');
  readonly #loaded = new Map<Language, Texts>();
  readonly #formats = new Map<string, Intl.DateTimeFormat>();
  #texts: Texts = {};
  #plurals = new Intl.PluralRules('en');
  #calls = 0;

  constructor(packs: Packs<T>) {
    this.#packs = packs;
  }

  get direction(): 'ltr' | 'rtl' {
    return directionOf(this.get());
  }

  get(): Language {
    return this.#language.get();
  }

  subscribe(listener: (language: Language) => void): () => void {
    return this.#language.subscribe(listener);
  }

  // A property, so that it can be handed on by itself.
  readonly t = (key: Key<T>, params: Record<string, unknown> = {}): string => {
    const [feature, name] = key.split(':') as [string, string];
    const texts = this.#texts[feature] ?? {};
    const { count } = params;
    const text =
      typeof count === 'number'
        ? // A form that a pack leaves out, such as the one of Spanish millions, is written like the most common one.
          (texts[`${name}_${this.#plurals.select(count)}`] ?? texts[`${name}_other`] ?? texts[name])
        : texts[name];
    // One pass: what a value says is never read as a text of ours.
    return (text ?? key).replace(/\{\{(\w+)\}\}/g, (_, param: string) => String(params[param] ?? ''));
  };

  date(at: number, options: Intl.DateTimeFormatOptions): string {
    const name = this.get() + JSON.stringify(options);
    const format = this.#formats.get(name) ?? new Intl.DateTimeFormat(this.get(), options);
    this.#formats.set(name, format);
    return format.format(at);
  }

  async change(wanted: Wanted): Promise<void> {
    const call = ++this.#calls;
    const offered = Object.keys(this.#packs) as Language[];
    const language = pickLanguage(typeof wanted === 'string' ? [wanted] : (wanted ?? []), offered);
    const texts = this.#loaded.get(language) ?? (await (this.#packs[language] ?? this.#packs.en)()).default;
    this.#loaded.set(language, texts);
    if (call !== this.#calls) return;
    this.#texts = texts;
    this.#plurals = new Intl.PluralRules(language);
    this.#language.set(language);
  }
}
