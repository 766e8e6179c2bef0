import { css, html, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { LocalizeController } from '../controllers/localize-controller.ts';
import type { I18n } from '../i18n/i18n.ts';
import { byOwnName, ownName } from '../i18n/languages.ts';
import type { PortalTexts } from '../i18n/locales/en/portal.ts';
import { portalPacks } from '../i18n/portal-packs.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import type { AppSettings } from './app-settings.ts';

/** The visitor chose something for themselves. */
export class SupportSettingsEvent extends Event {
  readonly settings: AppSettings;
  constructor(settings: AppSettings) {
    super('support-settings', { bubbles: true });
    this.settings = settings;
  }
}

const SCHEMES = [
  [null, 'portals:schemeAuto'],
  ['light', 'portals:schemeLight'],
  ['dark', 'portals:schemeDark'],
] as const;

/**
 * Language and appearance, as the visitor wants them here; nothing has to be signed in to.
 *
 * @fires support-settings {SupportSettingsEvent} at each choice
 */
export class SupportAppSettings extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        padding: var(--_space-s) var(--_space);
        background: var(--_surface);
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(180px, 100%), 1fr));
        gap: var(--_space-s);
      }
    `,
  ];

  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<PortalTexts>;
  @property({ attribute: false }) settings!: AppSettings;

  readonly #localize = new LocalizeController(this, () => this.i18n);

  /** Puts the focus into the first choice. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector('select')?.focus(options);
  }

  override render(): TemplateResult {
    const { t } = this.#localize;
    const { language, scheme } = this.settings;
    return html`<div class="fields" role="group" aria-label=${t('portals:settings')}>
      <div>
        <label for="language">${t('portals:language')}</label>
        <select id="language" @change=${this.#onLanguage}>
          <option value="" ?selected=${language === null}>${t('portals:languageAuto')}</option>
          ${byOwnName(Object.keys(portalPacks)).map(
            (code) =>
              html`<option value=${code} lang=${code} ?selected=${code === language}>
                ${ownName(code)}
              </option>`,
          )}
        </select>
      </div>
      <div>
        <label for="scheme">${t('portals:appearance')}</label>
        <select id="scheme" @change=${this.#onScheme}>
          ${SCHEMES.map(
            ([value, key]) =>
              html`<option value=${value ?? ''} ?selected=${value === scheme}>${t(key)}</option>`,
          )}
        </select>
      </div>
    </div>`;
  }

  #onLanguage({ target }: Event): void {
    this.#choose({ language: (target as HTMLSelectElement).value || null });
  }

  #onScheme({ target }: Event): void {
    this.#choose({ scheme: ((target as HTMLSelectElement).value || null) as AppSettings['scheme'] });
  }

  #choose(change: Partial<AppSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.dispatchEvent(new SupportSettingsEvent(this.settings));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-app-settings': SupportAppSettings;
  }
}
