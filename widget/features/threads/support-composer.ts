import { MESSAGE_MAX } from '#protocol/version';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import type { I18n } from '../../i18n/i18n.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { sendIcon } from '../../ui/icons.ts';
import type { ThreadTexts } from './thread-texts.ts';
import { composerStyles } from './composer.styles.ts';

/** The person wants to send what they wrote. */
export class SupportSendEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('support-send', { bubbles: true });
    this.text = text;
  }
}

/** The text being written changed. */
export class SupportWriteEvent extends Event {
  readonly text: string;
  constructor(text: string) {
    super('support-write', { bubbles: true });
    this.text = text;
  }
}

/** From how many characters before the limit on the counter shows. */
const COUNT_FROM = 200;

/**
 * A field for one message that grows with its text. It knows no thread: it says what was written and what is to
 * be sent, and empties itself once it has said so.
 *
 * @fires support-send {SupportSendEvent} with text that can be sent
 * @fires support-write {SupportWriteEvent} at every change
 */
export class SupportComposer extends LitElement {
  static override styles = [tokens, controls, composerStyles];

  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<ThreadTexts>;
  /** What is being written. */
  @property() text = '';

  readonly #localize = new LocalizeController(this, () => this.i18n);

  @query('textarea') private input!: HTMLTextAreaElement;

  override focus(options?: FocusOptions): void {
    this.input?.focus(options);
  }

  override render(): TemplateResult {
    const { t } = this.#localize;
    return html`
      <div class="field">
        <label class="visually-hidden" for="text">${t('threads:message')}</label>
        <p id="hint" class="visually-hidden">${t('threads:hint')}</p>
        <textarea
          id="text"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-describedby="hint count"
          placeholder=${t('threads:placeholder')}
          .value=${this.text}
          @input=${this.#onInput}
          @keydown=${this.#onKeydown}
        ></textarea>
        <button
          class="icon-button"
          type="button"
          aria-label=${t('threads:send')}
          title=${t('threads:send')}
          aria-disabled=${!this.#sendable}
          @click=${this.#onSend}
        >
          ${sendIcon}
        </button>
      </div>
      <p id="count" class="count" role="status">${this.#renderCount()}</p>
    `;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('text')) this.#grow();
  }

  get #sendable(): boolean {
    return this.text.trim() !== '' && this.text.length <= MESSAGE_MAX;
  }

  #renderCount(): TemplateResult | typeof nothing {
    const left = MESSAGE_MAX - this.text.length;
    if (left > COUNT_FROM) return nothing;
    const { t } = this.#localize;
    return left >= 0
      ? html`<span class="muted">${t('threads:left', { count: left })}</span>`
      : html`<span class="problem">${t('threads:over', { count: -left })}</span>`;
  }

  /** For engines without `field-sizing`; the height is a property of the element, which every policy allows. */
  #grow(): void {
    if (CSS.supports('field-sizing', 'content')) return;
    this.input.style.blockSize = 'auto';
    this.input.style.blockSize = `${this.input.scrollHeight}px`;
  }

  #onInput(): void {
    this.text = this.input.value;
    this.dispatchEvent(new SupportWriteEvent(this.text));
  }

  #onKeydown(event: KeyboardEvent): void {
    // 229: Safari ends a composition before it reports the Enter that ended it.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    this.#onSend();
  }

  #onSend(): void {
    if (!this.#sendable) return;
    const { text } = this;
    this.text = '';
    this.dispatchEvent(new SupportSendEvent(text));
    this.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-composer': SupportComposer;
  }
}
