import type { ReactiveControllerHost } from 'lit';
import type { I18n, Key, Texts } from '../i18n/i18n.ts';
import type { Language } from '../i18n/languages.ts';
import { StoreController } from './store-controller.ts';

/**
 * Gives its host texts, and re-renders it when the language changes. The host has its `I18n` from its owner,
 * as a property.
 *
 *     readonly #localize = new LocalizeController(this, () => this.i18n);
 *     render() { return html`${this.#localize.t('threads:send')}`; }
 */
export class LocalizeController<T extends Texts> extends StoreController<Language> {
  readonly #i18n: () => I18n<T>;

  constructor(host: ReactiveControllerHost, i18n: () => I18n<T>) {
    super(host, i18n);
    this.#i18n = i18n;
  }

  get direction(): 'ltr' | 'rtl' {
    return this.#i18n().direction;
  }

  readonly t = (key: Key<T>, params?: Record<string, unknown>): string => this.#i18n().t(key, params);

  readonly date = (at: number, options: Intl.DateTimeFormatOptions): string => this.#i18n().date(at, options);
}
