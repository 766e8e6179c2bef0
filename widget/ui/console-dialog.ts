import { css, html, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import { ConsoleElement } from './console-element.ts';
import { DismissedEvent } from './console-navigate.ts';
import { baseStyles, formStyles } from './console-styles.ts';

/**
 * An element that is a dialog: open from the moment it is in the page, until its owner takes it out after
 * `support-dismissed`. Escape and the cross ask first where something was typed or chosen that would be lost.
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
      .question {
        flex: 1 1 12rem;
        align-self: center;
      }
    `,
  ];

  @query('wa-dialog') protected readonly dialog!: HTMLElement & { open: boolean };

  /** Whether to lose what was typed. */
  @state() private asking = false;

  /** The form something was typed into: once what it was for is done, another, or none, stands in its place. */
  #touched: Element | null = null;
  #closing = false;
  /** What had the focus before that was asked. */
  #before: HTMLElement | null = null;

  /** A dialog that is open from its first moment leaves the focus where it was: to the field that is to have it. */
  protected override async firstUpdated(): Promise<void> {
    const field = this.renderRoot.querySelector<HTMLElement & { updateComplete: Promise<unknown> }>(
      '[autofocus]',
    );
    await field?.updateComplete;
    field?.focus();
  }

  protected renderDialog(label: string, body: TemplateResult, footer: TemplateResult): TemplateResult {
    return html`<wa-dialog
      open
      label=${label}
      @input=${this.#touch}
      @change=${this.#touch}
      @wa-hide=${this.#hide}
      @wa-after-hide=${this.#gone}
    >
      ${body}
      <div slot="footer">${this.asking ? this.#renderQuestion() : footer}</div>
    </wa-dialog>`;
  }

  #renderQuestion(): TemplateResult {
    return html`<p class="question" role="alert">${this.t('frame:unsaved')}</p>
      <wa-button id="keep" size="s" appearance="outlined" @click=${this.#keep}>
        ${this.t('frame:unsaved_keep')}
      </wa-button>
      <wa-button size="s" variant="danger" @click=${this.close}
        >${this.t('frame:unsaved_discard')}</wa-button
      >`;
  }

  /** Cancel, and the button that sends the form `#form`. Who cancels means it; who closes may be asked first. */
  protected renderButtons(
    form: { busy: boolean },
    words: { cancel: string; send: string; dangerous?: boolean; asks?: boolean },
  ): TemplateResult {
    return html`
      <wa-button size="s" appearance="outlined" @click=${words.asks ? this.#leave : this.close}>
        ${words.cancel}
      </wa-button>
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

  /** Closes it, whatever was typed; the owner hears of it when it is gone. */
  readonly close = (): void => {
    this.#closing = true;
    this.dialog.open = false;
  };

  /** Closes it as the cross does. */
  readonly #leave = (): void => {
    this.dialog.open = false;
  };

  /** Whether closing would lose something. */
  protected get isUnsaved(): boolean {
    return this.#touched?.isConnected ?? false;
  }

  readonly #touch = ({ target }: Event): void => {
    this.#touched = (target as Element).closest('form') ?? this.#touched;
  };

  readonly #hide = async (event: Event): Promise<void> => {
    // Menus and lists inside say the same of themselves.
    if (event.target !== this.dialog || this.#closing || !this.isUnsaved) return;
    event.preventDefault();
    const { activeElement } = this.renderRoot as ShadowRoot;
    if (!this.asking) this.#before = activeElement as HTMLElement | null;
    this.asking = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#keep')?.focus();
  };

  readonly #keep = (): void => {
    this.asking = false;
    this.#before?.focus();
  };

  readonly #gone = (event: Event): void => {
    // Menus and lists inside say the same of themselves.
    if (event.target === this.dialog) this.dispatchEvent(new DismissedEvent());
  };
}
