import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Problem } from '../../core/result.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import { settingStyles } from './console-setting-styles.ts';
import type { SettingsStore } from './console-settings.store.ts';

/** One setting that is on or off, in force as soon as it is switched; until it is, it is shown as it is. */
export class SupportSwitchSetting extends ConsoleElement {
  static override styles = [baseStyles, formStyles, settingStyles];

  @property({ attribute: false }) settings!: SettingsStore;
  /** The setting's key. */
  @property() key = '';
  @property() label = '';
  @property() hint = '';
  /** Counts up when the settings were read again. */
  @property({ type: Number }) revision = 0;

  @state() private problem: Problem | null = null;
  @state() private saved = false;

  override render(): TemplateResult {
    const isOn = this.settings.get(this.key)?.value === true;
    return html`<wa-switch size="s" .checked=${isOn} @change=${this.#change}>
        ${this.label}
        <span slot="hint">${this.hint}</span>
      </wa-switch>
      <div class="after">
        <span role="status" class="quiet">${this.saved ? this.t('settings:saved') : nothing}</span>
        <span role="alert" class="refused"
          >${this.problem ? problemText(this.t, this.problem) : nothing}</span
        >
      </div>`;
  }

  readonly #change = async (event: Event): Promise<void> => {
    const control = event.target as HTMLElement & { checked: boolean };
    const wanted = control.checked;
    this.problem = null;
    this.saved = false;
    const result = await this.settings.set(this.key, wanted);
    this.saved = result.ok;
    if (!result.ok) {
      this.problem = result.error;
      if (result.error.code === 'stale') await this.settings.load();
    }
    control.checked = this.settings.get(this.key)?.value === true;
    this.requestUpdate();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-switch-setting': SupportSwitchSetting;
  }
}
