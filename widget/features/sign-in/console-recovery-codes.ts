import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';

/** Recovery codes, shown once: to copy, save or print. */
export class SupportRecoveryCodes extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-s);
      }
      ol {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr));
        gap: var(--wa-space-2xs) var(--wa-space-m);
        margin: 0;
        padding: var(--wa-space-s);
        list-style: none;
        border: 1px solid var(--wa-color-surface-border);
        border-radius: var(--wa-border-radius-m);
        font-family: var(--wa-font-family-code);
      }
    `,
  ];

  @property({ attribute: false }) codes: readonly string[] = [];

  override render(): TemplateResult {
    return html`<p>${this.t('sign-in:codes_intro')}</p>
      <ol role="list" dir="ltr">
        ${this.codes.map((code) => html`<li>${code}</li>`)}
      </ol>
      <div class="actions">
        <support-copy-field
          compact
          .i18n=${this.i18n}
          label=${this.t('sign-in:codes_copy')}
          value=${this.codes.join('\n')}
        ></support-copy-field>
        <wa-button size="s" appearance="outlined" href=${this.#file} download="recovery-codes.txt">
          ${this.t('sign-in:codes_save')}
        </wa-button>
        <wa-button size="s" appearance="outlined" @click=${() => window.print()}>
          ${this.t('sign-in:codes_print')}
        </wa-button>
      </div>`;
  }

  /** A file made of the page's own text; nothing is fetched. */
  get #file(): string {
    const text = `${this.t('sign-in:codes_title')} – ${location.host}\n\n${this.codes.join('\n')}\n`;
    return `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-recovery-codes': SupportRecoveryCodes;
  }
}
