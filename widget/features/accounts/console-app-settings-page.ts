import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import type { Problem } from '../../core/result.ts';
import type { Language } from '../../i18n/languages.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles, nativeSelectStyles } from '../../ui/console-styles.ts';
import type { SupportLanguageEvent } from './console-language.ts';
import { TUNE_NAMES, VOLUMES, type Preferences, type PreferencesStore } from './console-preferences.store.ts';
import type { SessionStore } from './console-session.store.ts';

const SCHEMES = [
  [null, 'accounts:scheme_auto'],
  ['light', 'accounts:scheme_light'],
  ['dark', 'accounts:scheme_dark'],
] as const;

/** App settings: language, appearance and sounds, each in force as soon as it is chosen (A31). */
export class SupportAppSettingsPage extends ConsoleElement {
  static override styles = [
    baseStyles,
    nativeSelectStyles,
    css`
      .page {
        display: grid;
        gap: var(--wa-space-l);
        max-inline-size: 30rem;
        padding: var(--wa-space-l);
      }
      .intro {
        display: grid;
        gap: var(--wa-space-2xs);
      }
      .sounds {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--wa-space-xs);
        margin: 0;
        padding: 0;
        border: 0;
      }
      .sounds label {
        flex: 1 1 7.5rem;
      }
      .sounds .hint {
        flex-basis: 100%;
        margin: 0;
      }
      .problem {
        color: var(--wa-color-danger-on-quiet);
      }
    `,
  ];

  @property({ attribute: false }) store!: SessionStore;
  @property({ attribute: false }) preferences!: PreferencesStore;
  /** Plays what is chosen. */
  @property({ attribute: false }) sound!: { request(): void };

  @state() private saved = false;
  @state() private problem: Problem | null = null;

  readonly #session = new StoreController(this, () => this.store);
  readonly #preferences = new StoreController(this, () => this.preferences);

  override render(): TemplateResult | typeof nothing {
    if (this.#session.value?.kind !== 'signed-in') return nothing;
    const { scheme } = this.#preferences.value!;
    return html`<div class="page">
      <div class="intro">
        <h1>${this.t('accounts:app_title')}</h1>
        <p class="quiet">${this.t('accounts:app_intro')}</p>
      </div>
      <div>
        <support-language
          .i18n=${this.i18n}
          .value=${this.#session.value.session.technician.language}
          @support-language=${this.#onLanguage}
        ></support-language>
        <p class="quiet hint">${this.t('accounts:app_language_hint')}</p>
      </div>
      <label>
        <span>${this.t('accounts:appearance')}</span>
        <select class="scheme" @change=${this.#onScheme}>
          ${SCHEMES.map(
            ([value, key]) =>
              html`<option value=${value ?? ''} ?selected=${value === scheme}>${this.t(key)}</option>`,
          )}
        </select>
      </label>
      ${this.#renderSounds()}
      <p class="quiet" role="status">${this.saved ? this.t('accounts:saved') : nothing}</p>
      <p class="problem" role="alert">${this.problem ? problemText(this.t, this.problem) : nothing}</p>
    </div>`;
  }

  #renderSounds(): TemplateResult {
    const { tune, volume } = this.#preferences.value!;
    return html`<fieldset class="sounds">
      <legend class="visually-hidden">${this.t('accounts:sounds')}</legend>
      <label>
        <span>${this.t('accounts:tune')}</span>
        <select @change=${({ target }: Event) => this.#hear({ tune: chosen(target, TUNE_NAMES) })}>
          ${TUNE_NAMES.map(
            (name) =>
              html`<option value=${name} ?selected=${name === tune}>
                ${this.t(`accounts:tune_${name}`)}
              </option>`,
          )}
        </select>
      </label>
      <label>
        <span>${this.t('accounts:volume')}</span>
        <select @change=${({ target }: Event) => this.#hear({ volume: chosen(target, VOLUMES) })}>
          ${VOLUMES.map(
            (name) =>
              html`<option value=${name} ?selected=${name === volume}>
                ${this.t(`accounts:volume_${name}`)}
              </option>`,
          )}
        </select>
      </label>
      <wa-button size="s" appearance="outlined" @click=${() => this.sound.request()}
        >${this.t('accounts:play')}</wa-button
      >
      <p class="quiet hint">${this.t('accounts:sounds_hint')}</p>
    </fieldset>`;
  }

  /** What was chosen is heard at once. */
  #hear(change: Partial<Preferences>): void {
    this.preferences.set(change);
    this.saved = true;
    this.sound.request();
  }

  readonly #onLanguage = async ({ language }: SupportLanguageEvent): Promise<void> => {
    const result = await this.store.update({ language: language as Language | null });
    this.problem = result.ok ? null : result.error;
    this.saved = result.ok;
    // The sign-in page of this browser speaks it too.
    if (result.ok) this.preferences.set({ language });
  };

  readonly #onScheme = ({ target }: Event): void => {
    this.preferences.set({ scheme: ((target as HTMLSelectElement).value || null) as Preferences['scheme'] });
    this.saved = true;
  };
}

const chosen = <T extends string>(select: EventTarget | null, names: readonly T[]): T =>
  names.find((name) => name === (select as HTMLSelectElement).value)!;

declare global {
  interface HTMLElementTagNameMap {
    'support-app-settings-page': SupportAppSettingsPage;
  }
}
