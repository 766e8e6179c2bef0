import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { consolePacks } from '../../i18n/console-packs.ts';
import { byOwnName, ownName } from '../../i18n/languages.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles, nativeSelectStyles } from '../../ui/console-styles.ts';

/** A language was chosen; `null`: as in the browser. */
export class SupportLanguageEvent extends Event {
  readonly language: string | null;
  constructor(language: string | null) {
    super('support-language', { bubbles: true });
    this.language = language;
  }
}

/**
 * A list of the languages there are, each by its own name. The browser's own control: it is there before anything
 * else is loaded, and phones show it their own way.
 *
 * @fires support-language {SupportLanguageEvent} when one is chosen
 */
export class SupportLanguage extends ConsoleElement {
  static override styles = [baseStyles, nativeSelectStyles];

  @property() value: string | null = null;

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('select')?.focus(options);
  }

  override render(): TemplateResult {
    return html`<label>
      <span>${this.t('accounts:language')}</span>
      <select @change=${this.#choose}>
        <option value="" ?selected=${this.value === null}>${this.t('accounts:language_browser')}</option>
        ${byOwnName(Object.keys(consolePacks)).map(
          (code) =>
            html`<option value=${code} lang=${code} ?selected=${code === this.value}>
              ${ownName(code)}
            </option>`,
        )}
      </select>
    </label>`;
  }

  readonly #choose = ({ target }: Event): void => {
    this.value = (target as HTMLSelectElement).value || null;
    this.dispatchEvent(new SupportLanguageEvent(this.value));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-language': SupportLanguage;
  }
}
