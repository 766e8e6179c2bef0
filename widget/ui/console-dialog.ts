import { css, html, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { ConsoleElement } from './console-element.ts';
import { DismissedEvent } from './console-navigate.ts';
import { baseStyles, formStyles } from './console-styles.ts';

/**
 * An element that is a dialog: open from the moment it is in the page, until its owner takes it out after
 * `support-dismissed`.
 * @fires support-dismissed {DismissedEvent}
 */
export abstract class DialogElement extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      wa-dialog {
        --width: 34rem;
      }
      wa-dialog::part(title) {
        font-size: 1.0625rem;
        overflow-wrap: anywhere;
      }
      /* What is scrolled ends at a line, not at the buttons. */
      wa-dialog::part(footer) {
        padding-block-start: var(--wa-space-s);
        border-block-start: 1px solid var(--wa-color-surface-border);
      }
    `,
  ];

  @query('wa-dialog') protected readonly dialog!: HTMLElement & { open: boolean };

  /** A dialog that is open from its first moment leaves the focus where it was: to the field that is to have it. */
  protected override async firstUpdated(): Promise<void> {
    const field = this.renderRoot.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>(
      '[autofocus]',
    );
    await field?.updateComplete;
    field?.focus();
  }

  protected renderDialog(label: string, body: TemplateResult, footer: TemplateResult): TemplateResult {
    return html`<wa-dialog open label=${label} @wa-after-hide=${this.#gone}>
      ${body}
      <div slot="footer">${footer}</div>
    </wa-dialog>`;
  }

  /** Cancel, and the button that sends the form `#form`. */
  protected renderButtons(
    form: { busy: boolean },
    words: { cancel: string; send: string; dangerous?: boolean },
  ): TemplateResult {
    return html`
      <wa-button size="s" appearance="outlined" @click=${this.close}>${words.cancel}</wa-button>
      <wa-button
        size="s"
        variant=${words.dangerous ? 'danger' : 'brand'}
        ?loading=${form.busy}
        @click=${() => this.renderRoot.querySelector('form')?.requestSubmit()}
      >
        ${words.send}
      </wa-button>
    `;
  }

  /** Closes it; the owner hears of it when it is gone. */
  readonly close = (): void => {
    this.dialog.open = false;
  };

  readonly #gone = (event: Event): void => {
    // Menus and lists inside say the same of themselves.
    if (event.target === this.dialog) this.dispatchEvent(new DismissedEvent());
  };
}
