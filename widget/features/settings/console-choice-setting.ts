import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { baseStyles, formStyles, nativeSelectStyles } from '../../ui/console-styles.ts';
import { SettingElement } from './console-setting-element.ts';
import { settingStyles } from './console-setting-styles.ts';

/** One setting that is one of a few, in force as soon as it is chosen; until it is, it is shown as it is. */
export class SupportChoiceSetting extends SettingElement {
  static override styles = [baseStyles, formStyles, nativeSelectStyles, settingStyles];

  /** What it may be, with its name. */
  @property({ attribute: false }) choices: readonly { value: string; label: string }[] = [];

  override render(): TemplateResult {
    return html`<label>
        <span>${this.label}</span>
        <select aria-describedby="hint" .value=${String(this.value)} @change=${this.#change}>
          ${this.choices.map(
            ({ value, label }) =>
              html`<option value=${value} ?selected=${value === this.value}>${label}</option>`,
          )}
        </select>
      </label>
      <p id="hint" class="quiet hint">${this.hint}</p>
      ${this.renderAfter()}`;
  }

  readonly #change = async (event: Event): Promise<void> => {
    const control = event.target as HTMLSelectElement;
    await this.store(control.value);
    control.value = String(this.value);
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-choice-setting': SupportChoiceSetting;
  }
}
