import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import { EndController } from '../../controllers/end-controller.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import type { I18n } from '../../i18n/i18n.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { downIcon } from '../../ui/icons.ts';
import { initials } from '../../ui/initials.ts';
import { linkedText } from '../../ui/linked-text.ts';
import { dayLabel } from './day-label.ts';
import type { ThreadTexts } from './thread-texts.ts';
import { rowsOf, type MessageRow, type Row, type StatusEntry } from './thread-rows.ts';
import type { ThreadStore } from './thread.store.ts';
import { threadStyles } from './thread.styles.ts';

/** How long browsers take to pass on what has changed in a region, in milliseconds. */
const TOLD = 200;

/**
 * A conversation as one side sees it. It shows its store and reports what the reader has seen; it knows neither
 * portal nor request.
 */
export class SupportThread extends LitElement {
  static override styles = [tokens, controls, threadStyles];

  /** What is shown. The owner starts and stops it. */
  @property({ attribute: false }) thread!: ThreadStore;
  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<ThreadTexts>;

  /** The command id of the message whose text was copied last. */
  @state() private copied = '';
  /** What comes now is news, and told to those who listen. What was there before, or is looked up, is not (W8). */
  @state() private telling = false;

  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #state = new StoreController(this, () => this.thread);
  readonly #localize = new LocalizeController(this, () => this.i18n);
  readonly #end = new EndController(
    this,
    () => this.log,
    () => this.thread.seen(),
  );

  @query('.log') private log!: HTMLElement | null;

  override focus(options?: FocusOptions): void {
    this.log?.focus(options);
  }

  /** Goes to the newest message. */
  toEnd(): void {
    this.#end.toEnd();
  }

  override render(): TemplateResult {
    const { t } = this.#localize;
    const thread = this.#state.value!;
    const { phase } = thread;
    const rows = rowsOf(thread, this.thread.side);
    return html`
      <div
        class="log"
        role="log"
        aria-live=${this.telling ? 'polite' : 'off'}
        tabindex="0"
        aria-label=${t('threads:log')}
        @scroll=${this.#onScroll}
      >
        ${
          thread.earlier
            ? html`<button class="aside link" type="button" @click=${this.#onEarlier}>
                ${t('threads:earlier')}
              </button>`
            : nothing
        }
        ${
          phase.kind === 'loading' && rows.length === 0
            ? html`<p class="aside">${t('threads:loading')}</p>`
            : nothing
        }
        ${
          phase.kind === 'failed'
            ? html`<p class="aside problem" aria-live="assertive">${t(`errors:${phase.code}`)}</p>`
            : nothing
        }
        ${repeat(
          rows,
          (row) => row.key,
          (row) => this.#renderRow(row),
        )}
        ${this.#renderTyping()}
      </div>
      ${
        this.#end.atEnd
          ? nothing
          : html`<button class="button small to-end" type="button" @click=${this.#onToEnd}>
              ${downIcon} ${t('threads:newMessages')}
            </button>`
      }
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('thread')) return;
    this.#end.atEnd = true;
    this.telling = false;
  }

  protected override updated(): void {
    if (this.telling || this.#state.value!.phase.kind !== 'ready') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.telling = true), TOLD);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #renderRow(row: Row): TemplateResult {
    if (row.kind === 'message') return this.#renderMessage(row);
    if (row.kind === 'day')
      return html`<p class="aside" aria-live="off">${dayLabel(row.at, Date.now(), this.i18n)}</p>`;
    // Where a customer's request stands is told above the conversation already.
    const live = this.thread.side === 'customer' ? 'off' : nothing;
    return html`<p class="aside" aria-live=${live}>${this.#statusText(row.entry)}</p>`;
  }

  #renderMessage(row: MessageRow): TemplateResult {
    const { own, first, text, at, delivery, failed } = row;
    const { t, date } = this.#localize;
    const classes = { message: true, own, first, failed: failed !== null };
    const time = date(at, { timeStyle: 'short' });
    const author = own ? t('threads:you') : this.#authorName(row);
    return html`
      <div class=${classMap(classes)}>
        ${own || !first ? nothing : html`<span class="avatar" aria-hidden="true">${initials(author)}</span>`}
        <span class=${own || !first ? 'visually-hidden' : 'author'}>${author}</span>
        <div class="bubble" dir="auto" title=${time}>${linkedText(text)}</div>
        ${failed ? this.#renderFailed(failed) : nothing}
        ${delivery ? html`<span class="meta" aria-live="off">${t(`threads:${delivery}`)} · ${time}</span>` : nothing}
      </div>
    `;
  }

  #renderFailed({ commandId, text, state }: NonNullable<MessageRow['failed']>): TemplateResult {
    const { t } = this.#localize;
    const copied = this.copied === commandId;
    return html`
      <p class="problem">${t('threads:notSent')} ${t(`errors:${state.code}`)}</p>
      <span>
        <button class="link" type="button" @click=${() => this.#onCopy(commandId, text)}>
          ${t(copied ? 'threads:copied' : 'threads:copy')}
        </button>
        <button class="link" type="button" @click=${() => this.thread.discard(commandId)}>
          ${t('threads:discard')}
        </button>
      </span>
    `;
  }

  #renderTyping(): TemplateResult | typeof nothing {
    const typist = this.#state.value!.typing;
    if (!typist) return nothing;
    const { t } = this.#localize;
    const words = typist.name ? t('threads:typing', { name: typist.name }) : t('threads:typingSomeone');
    return html`<p class="typing" aria-live="off">
      <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>${words}
    </p>`;
  }

  #authorName({ author }: MessageRow): string {
    const { t } = this.#localize;
    return author?.name ?? t(author?.kind === 'visitor' ? 'threads:customer' : 'threads:system');
  }

  #statusText({ author, body }: StatusEntry): string {
    const { t } = this.#localize;
    return t(`threads:status.${body.status}`, { name: author.name ?? t('threads:system') });
  }

  #onScroll(): void {
    this.#end.scrolled();
  }

  async #onEarlier(): Promise<void> {
    const before = this.log!.scrollHeight;
    this.telling = false;
    await this.updateComplete;
    await this.thread.earlier();
    await this.updateComplete;
    this.log!.scrollTop += this.log!.scrollHeight - before;
  }

  #onToEnd(): void {
    this.toEnd();
    this.log?.focus();
  }

  async #onCopy(commandId: string, text: string): Promise<void> {
    await navigator.clipboard.writeText(text);
    this.copied = commandId;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-thread': SupportThread;
  }
}
