import { css, html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { consolePacks } from '../../i18n/console-packs.ts';
import { byOwnName, directionOf, ownName } from '../../i18n/languages.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles, nativeField, nativeSelectStyles } from '../../ui/console-styles.ts';
import { NAMES, type BrandingDraft, type BrandingKey } from './console-branding-draft.ts';

const TEXTS = [
  'portal.welcomeText',
  'portal.awayText',
  'portal.unavailableText',
] as const satisfies BrandingKey[];
/** What the server takes. */
const LONGEST = 500;

/** A text changed; it is in the draft. */
export class SupportWordsEvent extends Event {
  /** The language the admin is at. */
  readonly language: string;
  constructor(language: string) {
    super('support-words', { bubbles: true });
    this.language = language;
  }
}

/**
 * The portal's own words, one language at a time; which have any is marked in the list.
 *
 * @fires support-words {SupportWordsEvent} when a text or the language changed
 */
export class SupportBrandingTexts extends ConsoleElement {
  static override styles = [
    baseStyles,
    nativeSelectStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-m);
      }
      textarea {
        inline-size: 100%;
        min-block-size: 4rem;
        ${nativeField}
        padding-block: 0.375rem;
        resize: vertical;
      }
    `,
  ];

  @property({ attribute: false }) draft!: BrandingDraft;

  @state() private language = '';

  override render(): TemplateResult {
    const language = this.language || this.i18n.get();
    return html`<label>
        <span>${this.t('portals:branding_language')}</span>
        <select @change=${this.#choose}>
          ${byOwnName(Object.keys(consolePacks)).map(
            (code) =>
              html`<option value=${code} lang=${code} ?selected=${code === language}>
                ${ownName(code)}${TEXTS.some((key) => this.draft.get(key)?.[code]) ? ' ●' : ''}
              </option>`,
          )}
        </select>
      </label>
      ${TEXTS.map(
        (key) =>
          html`<label>
            <span>${this.t(`portals:branding_${NAMES[key]}`)}</span>
            <textarea
              lang=${language}
              dir=${directionOf(language)}
              maxlength=${LONGEST}
              placeholder=${this.t('portals:branding_built_in')}
              .value=${this.draft.get(key)?.[language] ?? ''}
              @input=${(event: Event) => this.#write(key, language, event)}
            ></textarea>
          </label>`,
      )}`;
  }

  readonly #choose = ({ target }: Event): void => {
    this.language = (target as HTMLSelectElement).value;
    this.dispatchEvent(new SupportWordsEvent(this.language));
  };

  #write(key: (typeof TEXTS)[number], language: string, { target }: Event): void {
    const { value } = target as HTMLTextAreaElement;
    const { [language]: _before, ...others } = this.draft.get(key) ?? {};
    this.draft.set(key, value.trim() ? { ...others, [language]: value } : others);
    this.dispatchEvent(new SupportWordsEvent(language));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-branding-texts': SupportBrandingTexts;
  }
}
