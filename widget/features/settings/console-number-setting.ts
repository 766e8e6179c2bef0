import { html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { Problem } from '../../core/result.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import { settingStyles } from './console-setting-styles.ts';
import type { SettingsStore } from './console-settings.store.ts';

/**
 * One setting that is a number, in force as soon as its field is left. What was typed stays until it is accepted, and
 * a company's value shows where it comes from, with the way back (T13).
 */
export class SupportNumberSetting extends ConsoleElement {
  static override styles = [baseStyles, formStyles, settingStyles];

  @property({ attribute: false }) settings!: SettingsStore;
  /** The setting's key. */
  @property() key = '';
  @property() label = '';
  @property() hint = '';
  /** What it counts. */
  @property() unit = '';
  @property({ type: Number }) max = 0;
  /** May be left empty, which is the default. */
  @property({ type: Boolean }) optional = false;
  /** Counts up when the settings were read again. */
  @property({ type: Number }) revision = 0;

  /** What was typed and is not in force. */
  @state() private typed: string | null = null;
  @state() private problem: Problem | 'range' | null = null;
  @state() private saved = false;

  @query('wa-input') private readonly field!: HTMLElement & { value: string | null };

  override render(): TemplateResult {
    const { settings, key } = this;
    const value = this.typed ?? String(settings.get(key)?.value ?? '');
    return html`<wa-input
        type="number"
        inputmode="decimal"
        size="s"
        label=${this.label}
        min="0"
        max=${this.max}
        step="any"
        without-spin-buttons
        .value=${value}
        ?data-refused=${this.problem !== null}
        @input=${() => (this.typed = this.field.value ?? '')}
        @change=${() => void this.#save()}
      >
        <span slot="end">${this.unit}</span>
        ${
          this.problem
            ? html`<span slot="hint" class="refused">${this.#reason(this.problem)}</span>`
            : html`<span slot="hint">${this.hint}</span>`
        }
      </wa-input>
      <div class="after">
        ${this.#renderSource()}
        <span role="status" class="quiet">${this.saved ? this.t('settings:saved') : nothing}</span>
        <span role="alert" class="visually-hidden"
          >${this.problem ? this.#reason(this.problem) : nothing}</span
        >
      </div>`;
  }

  #reason(problem: Problem | 'range'): string {
    return problem === 'range'
      ? this.t('settings:range', { min: 0, max: this.max })
      : problemText(this.t, problem);
  }

  #renderSource(): TemplateResult | typeof nothing {
    if (this.settings.general) return nothing;
    if (!this.settings.isOwn(this.key))
      return html`<span class="quiet">${this.t('settings:inherited')}</span>`;
    return html`<wa-button size="xs" appearance="plain" @click=${() => void this.#store(null)}>
      <span aria-hidden="true">${this.t('settings:reset')}</span>
      <span class="visually-hidden">${this.t('settings:reset_named', { name: this.label })}</span>
    </wa-button>`;
  }

  async #save(): Promise<void> {
    const typed = (this.typed ?? '').trim();
    if (typed === '' && this.optional) return this.#store(null);
    const number = Number(typed);
    if (typed === '' || !(number >= 0 && number <= this.max)) {
      this.problem = 'range';
      this.saved = false;
      return;
    }
    await this.#store(number);
  }

  async #store(value: number | null): Promise<void> {
    this.problem = null;
    this.saved = false;
    const result = await this.settings.set(this.key, value);
    if (result.ok) {
      this.typed = null;
      this.saved = true;
      return;
    }
    this.problem = result.error;
    // What somebody else has set is what the next try starts from.
    if (result.error.code === 'stale') await this.settings.load();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-number-setting': SupportNumberSetting;
  }
}
