import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { ConsoleElement } from './console-element.ts';
import { DismissedEvent } from './console-navigate.ts';
import { baseStyles, formStyles } from './console-styles.ts';

/**
 * Asks before something that cannot be taken back, or that somebody else notices at once.
 * @slot - What will happen.
 * @fires support-confirmed when the person agrees
 * @fires support-dismissed {DismissedEvent} when the dialog is gone, either way
 */
export class SupportConfirm extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      wa-dialog {
        --width: 28rem;
      }
    `,
  ];

  /** The question. */
  @property() question = '';
  /** The word on the button that does it. */
  @property() action = '';
  @property() cancel = '';
  /** For what takes something away. */
  @property({ type: Boolean }) dangerous = false;

  @query('wa-dialog') private readonly dialog!: HTMLElement & { open: boolean };

  override render(): TemplateResult {
    return html`<wa-dialog open label=${this.question} @wa-after-hide=${this.#gone}>
      <slot></slot>
      <div slot="footer">
        <wa-button size="s" appearance="outlined" autofocus @click=${this.#close}>${this.cancel}</wa-button>
        <wa-button size="s" variant=${this.dangerous ? 'danger' : 'brand'} @click=${this.#confirm}>
          ${this.action}
        </wa-button>
      </div>
    </wa-dialog>`;
  }

  readonly #confirm = (): void => {
    this.dispatchEvent(new Event('support-confirmed'));
    this.#close();
  };

  readonly #close = (): void => {
    this.dialog.open = false;
  };

  readonly #gone = (): void => {
    this.dispatchEvent(new DismissedEvent());
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-confirm': SupportConfirm;
  }
}
