import { html, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import { SettingElement } from './console-setting-element.ts';
import { settingStyles } from './console-setting-styles.ts';

/** One setting that is a number, in force as soon as its field is left. What was typed stays until it is accepted. */
export class SupportNumberSetting extends SettingElement {
  static override styles = [baseStyles, formStyles, settingStyles];

  /** What it counts. */
  @property() unit = '';
  @property({ type: Number }) min = 0;
  @property({ type: Number }) max = 0;
  /** Counts what there are no parts of. */
  @property({ type: Boolean }) whole = false;
  /** May be left empty, which is the default. */
  @property({ type: Boolean }) optional = false;

  /** What was typed and is not in force. */
  @state() private typed: string | null = null;
  @state() private misfit = false;

  @query('wa-input') private readonly field!: HTMLElement & { value: string | null };

  override render(): TemplateResult {
    const value = this.typed ?? String(this.value ?? '');
    return html`<wa-input
        type="number"
        inputmode=${this.whole ? 'numeric' : 'decimal'}
        size="s"
        label=${this.label}
        min=${this.min}
        max=${this.max}
        step="any"
        without-spin-buttons
        .value=${value}
        ?data-refused=${this.reason !== null}
        @input=${() => (this.typed = this.field.value ?? '')}
        @change=${() => void this.#save()}
      >
        <span slot="end">${this.unit}</span>
        <span slot="hint" class=${this.reason === null ? '' : 'refused'}>${this.reason ?? this.hint}</span>
      </wa-input>
      ${this.renderAfter('visually-hidden')}`;
  }

  protected override get reason(): string | null {
    const { min, max } = this;
    if (!this.misfit) return super.reason;
    return this.t(this.whole ? 'settings:range_whole' : 'settings:range', { min, max });
  }

  async #save(): Promise<void> {
    const typed = (this.typed ?? '').trim();
    if (typed === '' && this.optional) return this.#put(null);
    const number = Number(typed);
    const fits = number >= this.min && number <= this.max && (!this.whole || Number.isInteger(number));
    if (typed !== '' && fits) return this.#put(number);
    this.misfit = true;
    this.saved = false;
  }

  async #put(value: number | null): Promise<void> {
    this.misfit = false;
    if (await this.store(value)) this.typed = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-number-setting': SupportNumberSetting;
  }
}
