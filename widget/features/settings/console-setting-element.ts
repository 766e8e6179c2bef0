import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Problem } from '../../core/result.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { problemText } from '../../ui/console-problem.ts';
import type { Setting, SettingsStore } from './console-settings.store.ts';

/** One setting of a level, in force as soon as it is changed: what every kind of control for one has in common. */
export abstract class SettingElement extends ConsoleElement {
  @property({ attribute: false }) settings!: SettingsStore;
  /** The setting's key. */
  @property() key = '';
  @property() label = '';
  @property() hint = '';
  /** Counts up when the settings were read again. */
  @property({ type: Number }) revision = 0;

  @state() protected problem: Problem | null = null;
  @state() protected saved = false;

  protected get value(): Setting['value'] | undefined {
    return this.settings.get(this.key)?.value;
  }

  /** Why what was wanted is not in force, if so. */
  protected get reason(): string | null {
    return this.problem && problemText(this.t, this.problem);
  }

  /**
   * Where a company's value comes from, with the way back (T13), and whether it is kept. `refusal`: how the reason
   * looks.
   */
  protected renderAfter(refusal = 'refused'): TemplateResult {
    return html`<div class="after">
      ${this.renderSource()}
      <span role="status" class="quiet">${this.saved ? this.t('settings:saved') : nothing}</span>
      <span role="alert" class=${refusal}>${this.reason ?? nothing}</span>
    </div>`;
  }

  protected renderSource(): TemplateResult | typeof nothing {
    if (this.settings.general) return nothing;
    if (!this.settings.isOwn(this.key))
      return html`<span class="quiet">${this.t('settings:inherited')}</span>`;
    return html`<wa-button size="xs" appearance="plain" @click=${() => void this.store(null)}>
      <span aria-hidden="true">${this.t('settings:reset')}</span>
      <span class="visually-hidden">${this.t('settings:reset_named', { name: this.label })}</span>
    </wa-button>`;
  }

  /** `null`: back to what is inherited. Answers whether it is in force. */
  protected async store(value: Setting['value']): Promise<boolean> {
    this.problem = null;
    this.saved = false;
    const result = await this.settings.set(this.key, value);
    this.saved = result.ok;
    if (result.ok) return true;
    this.problem = result.error;
    // What somebody else has set is what the next try starts from.
    if (result.error.code === 'stale') await this.settings.load();
    return false;
  }
}
