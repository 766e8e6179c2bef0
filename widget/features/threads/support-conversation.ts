import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { KeepFocusController } from '../../controllers/keep-focus-controller.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import type { I18n } from '../../i18n/i18n.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import type { SupportComposer, SupportSendEvent, SupportWriteEvent } from './support-composer.ts';
import type { ThreadTexts } from './thread-texts.ts';
import type { ThreadStore } from './thread.store.ts';

/** A thread with the field to write in it: reads the draft from the store and gives it what was written. */
export class SupportConversation extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }
      support-thread {
        flex: 1;
      }
      .notice,
      .unsent,
      support-composer {
        margin: 0 12px max(8px, env(safe-area-inset-bottom));
      }
    `,
  ];

  /** What is shown and written to. */
  @property({ attribute: false }) thread!: ThreadStore;
  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<ThreadTexts>;
  /** Whether a message can be written now; the server says so. */
  @property({ type: Boolean }) writable = false;

  readonly #localize = new LocalizeController(this, () => this.i18n);

  @query('support-composer') private composer!: SupportComposer | null;

  constructor() {
    super();
    this.addController(new KeepFocusController(this, () => this.renderRoot.querySelector('support-thread')));
  }

  /** Puts the caret into the field; the conversation itself where nothing can be written. */
  override focus(options?: FocusOptions): void {
    (this.composer ?? this.renderRoot.querySelector('support-thread'))?.focus(options);
  }

  /** Its field is part of it: whoever waits for it may want to put the caret there. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.composer?.updateComplete;
    return done;
  }

  override render(): TemplateResult {
    const { thread, i18n } = this;
    return html`
      <support-thread .thread=${thread} .i18n=${i18n}></support-thread>
      ${
        thread.forgetful
          ? html`<p class="notice" role="status">${this.#localize.t('threads:notKept')}</p>`
          : nothing
      }
      ${
        this.writable
          ? html`<support-composer
              .i18n=${i18n}
              .text=${live(thread.draft)}
              @support-send=${this.#onSend}
              @support-write=${this.#onWrite}
            ></support-composer>`
          : this.#renderUnsent(thread.draft)
      }
    `;
  }

  /** Closed while somebody wrote: their words stay, to be copied. */
  #renderUnsent(draft: string): TemplateResult | typeof nothing {
    if (!draft) return nothing;
    return html`<div class="unsent">
      <label for="unsent">${this.#localize.t('threads:notSent')}</label>
      <textarea id="unsent" readonly dir="auto" rows="2" .value=${draft}></textarea>
    </div>`;
  }

  #onSend(event: SupportSendEvent): void {
    this.thread.send(event.text);
    // Whoever writes wants to see it, wherever they were reading.
    this.renderRoot.querySelector('support-thread')?.toEnd();
  }

  #onWrite(event: SupportWriteEvent): void {
    this.thread.write(event.text);
    // Storage may have refused it: then that is said.
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-conversation': SupportConversation;
  }
}
