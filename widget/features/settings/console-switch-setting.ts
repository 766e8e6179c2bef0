import { html, type TemplateResult } from 'lit';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import { SettingElement } from './console-setting-element.ts';
import { settingStyles } from './console-setting-styles.ts';

/** One setting that is on or off, in force as soon as it is switched; until it is, it is shown as it is. */
export class SupportSwitchSetting extends SettingElement {
  static override styles = [baseStyles, formStyles, settingStyles];

  override render(): TemplateResult {
    return html`<wa-switch size="s" .checked=${this.value === true} @change=${this.#change}>
        ${this.label}
        <span slot="hint">${this.hint}</span>
      </wa-switch>
      ${this.renderAfter()}`;
  }

  readonly #change = async (event: Event): Promise<void> => {
    const control = event.target as HTMLElement & { checked: boolean };
    await this.store(control.checked);
    control.checked = this.value === true;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-switch-setting': SupportSwitchSetting;
  }
}
