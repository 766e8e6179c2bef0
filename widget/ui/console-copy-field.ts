import { css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import type { ConsoleI18n } from '../i18n/locales/en/console.ts';
import { ConsoleElement } from './console-element.ts';
import { baseStyles } from './console-styles.ts';

/** How long "Copied" is shown, in milliseconds. */
const SHOWN = 2500;

/** A read-only text to copy: a URL, a code, a one-time link. A press on the text selects it as a whole. */
export class SupportCopyField extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-2xs);
      }
      label {
        font-weight: 500;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: start;
        gap: var(--wa-space-xs);
      }
      textarea {
        flex: 1 1 14rem;
        min-inline-size: 0;
        field-sizing: content;
        min-block-size: 2rem;
        max-block-size: 14rem;
        padding: 0.375rem var(--wa-space-xs);
        border: 1px solid var(--wa-color-surface-border);
        border-radius: var(--wa-border-radius-m);
        background: var(--wa-color-surface-lowered);
        color: inherit;
        font: var(--wa-font-size-s) / 1.5 var(--wa-font-family-code);
        overflow-wrap: anywhere;
        resize: vertical;
      }
      [hidden] {
        display: none;
      }
      .problem {
        color: var(--wa-color-danger-on-quiet);
      }
    `,
  ];

  @property() label = '';
  /** What this is for. */
  @property() hint = '';
  @property() value = '';
  /** Only the button; the text is there already and appears in a field where copying was refused. */
  @property({ type: Boolean }) compact = false;

  @state() private outcome: 'copied' | 'failed' | null = null;

  @query('textarea') private readonly area!: HTMLTextAreaElement;

  #timer: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const copied = this.outcome === 'copied';
    const hidden = this.compact && this.outcome !== 'failed';
    return html`
      <label for="text" ?hidden=${hidden}>${this.label}</label>
      ${this.hint ? html`<p class="quiet" id="hint">${this.hint}</p>` : nothing}
      <div class="row">
        <textarea
          id="text"
          dir="ltr"
          readonly
          rows="1"
          ?hidden=${hidden}
          spellcheck="false"
          aria-describedby=${this.hint ? 'hint' : nothing}
          .value=${this.value}
          @focus=${this.#select}
        ></textarea>
        <wa-button
          size="s"
          variant=${copied ? 'success' : 'neutral'}
          appearance="outlined"
          @click=${this.#copy}
        >
          <wa-icon slot="start" name=${copied ? 'check' : 'copy'}></wa-icon>
          <span aria-hidden="true">${this.t(copied ? 'portals:copied' : 'portals:copy')}</span>
          <span class="visually-hidden">${this.t('portals:copy_named', { name: this.label })}</span>
        </wa-button>
      </div>
      <span class="visually-hidden" role="status">${copied ? this.t('portals:copied') : nothing}</span>
      ${
        this.outcome === 'failed'
          ? html`<p class="problem" role="alert">${this.t('portals:copy_failed')}</p>`
          : nothing
      }
    `;
  }

  readonly #select = (): void => this.area.select();

  readonly #copy = async (): Promise<void> => {
    clearTimeout(this.#timer);
    try {
      await navigator.clipboard.writeText(this.value);
      this.outcome = 'copied';
      this.#timer = setTimeout(() => (this.outcome = null), SHOWN);
    } catch {
      // No permission, or a page without TLS.
      this.outcome = 'failed';
      await this.updateComplete;
      this.area.focus();
    }
  };
}

/** The field with its label, and what it is for. */
export const copyField = (i18n: ConsoleI18n, label: string, value: string, hint = ''): TemplateResult =>
  html`<support-copy-field .i18n=${i18n} label=${label} value=${value} hint=${hint}></support-copy-field>`;

declare global {
  interface HTMLElementTagNameMap {
    'support-copy-field': SupportCopyField;
  }
}
