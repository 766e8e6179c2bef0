import type { IssueCode } from '#protocol/errors';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { KeepFocusController } from '../../controllers/keep-focus-controller.ts';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import type { I18n } from '../../i18n/i18n.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { initials } from '../../ui/initials.ts';
import type { SupportConversation, ThreadStore } from '../threads/index.ts';
import type { Transport } from '../../transport/transport.ts';
import { QueueController } from './queue-controller.ts';
import type { RequestTexts } from './request-texts.ts';
import { checkForm } from './check-form.ts';
import { headlineOf } from './request-headline.ts';
import type { OwnRequest, RequestStore } from './request.store.ts';
import { ownRequestStyles } from './own-request.styles.ts';

/** What asks before it is done. */
type Question = 'withdraw' | 'finish' | 'leave';

/**
 * A visitor's own request, from waiting to its end: one conversation all the way, so that nothing being written is
 * disturbed when a technician takes it; above it, where things stand and what can be done.
 */
export class SupportOwnRequest extends LitElement {
  static override styles = [tokens, controls, ownRequestStyles];

  /** The verbs, and how they went. */
  @property({ attribute: false }) requests!: RequestStore;
  @property({ attribute: false }) request!: OwnRequest;
  @property({ attribute: false }) thread!: ThreadStore;
  @property({ attribute: false }) transport!: Transport;
  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<RequestTexts>;
  /** The admin's words for a closed portal, or the built-in ones. */
  @property() unavailable = '';
  /** New requests are taken. */
  @property({ type: Boolean }) open = false;

  @state() private asking: Question | null = null;
  /** What is wrong with the number to call back. */
  @state() private issue: IssueCode | undefined;

  readonly #localize = new LocalizeController(this, () => this.i18n);
  readonly #action = new StoreController(
    this,
    () => this.requests,
    ({ action }) => action,
  );

  readonly #queue = new QueueController(this, () => this.transport);

  @query('support-conversation') private conversation!: SupportConversation | null;

  constructor() {
    super();
    this.addController(new KeepFocusController(this, () => this.conversation));
  }

  override focus(options?: FocusOptions): void {
    this.conversation?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues): void {
    const before = changed.get('request') as OwnRequest | undefined;
    // Taken, or over, while the question stood: it is about something else now.
    if (before && before.kind !== this.request.kind) this.asking = null;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    await this.conversation?.updateComplete;
    return done;
  }

  override render(): TemplateResult {
    const { t } = this.#localize;
    const { request } = this;
    const action = this.#action.value!;
    const { title, lead } = headlineOf(request, this.unavailable, t);
    return html`
      <header>
        ${this.#renderWho()}
        <div class="stand" role="status">
          <h2>${title}</h2>
          ${this.#renderQueue()} ${lead ? html`<p class="muted">${lead}</p>` : nothing}
          ${request.draining ? html`<p class="notice">${t('requests:draining')}</p>` : nothing}
        </div>
        ${
          action.kind === 'failed'
            ? html`<p class="problem" role="alert">${t(`errors:${action.error.code}`)}</p>`
            : nothing
        }
        <div class="actions">${this.asking ? this.#renderQuestion(this.asking) : this.#renderActions()}</div>
      </header>
      <support-conversation
        .thread=${this.thread}
        .i18n=${this.i18n}
        .writable=${request.writable}
      ></support-conversation>
    `;
  }

  #renderWho(): TemplateResult | typeof nothing {
    const { kind, live, offered, technician } = this.request;
    if (kind === 'chatting' && technician)
      return html`<span class="avatar" aria-hidden="true">${initials(technician.name)}</span>`;
    if (kind !== 'waiting' || !live || offered) return nothing;
    return html`<span class="wait dots" aria-hidden="true"><i></i><i></i><i></i></span>`;
  }

  /** What was, and no promise: the place, and how long most people waited lately (G24). */
  #renderQueue(): TemplateResult | typeof nothing {
    const { t } = this.#localize;
    const { kind, live } = this.request;
    const queue = this.#queue.value;
    if (kind !== 'waiting' || !live || !queue) return nothing;
    const { position, within } = queue;
    return html`<p>
      ${t('requests:position', { position })}
      ${within === null ? nothing : t('requests:within', { count: within })}
    </p>`;
  }

  #renderActions(): TemplateResult {
    const { t } = this.#localize;
    const { kind, live, offered } = this.request;
    const over = kind === 'completed' || kind === 'abandoned';
    return html`
      ${
        kind === 'waiting' && (offered || !live)
          ? html`<button class="button small" type="button" @click=${() => this.#ask('leave')}>
              ${t('requests:leave')}
            </button>`
          : nothing
      }
      ${
        kind === 'waiting' || kind === 'kept'
          ? html`<button class="link" type="button" @click=${() => this.#ask('withdraw')}>
              ${t('requests:withdraw')}
            </button>`
          : nothing
      }
      ${
        kind === 'chatting'
          ? html`<button class="link" type="button" @click=${() => this.#ask('finish')}>
              ${t('requests:finish')}
            </button>`
          : nothing
      }
      ${
        over && this.open
          ? html`<button class="button small" type="button" @click=${() => this.requests.startNew()}>
              ${t('requests:new')}
            </button>`
          : nothing
      }
      ${over && !this.open ? html`<p>${this.unavailable}</p>` : nothing}
    `;
  }

  #renderQuestion(question: Question): TemplateResult {
    if (question === 'leave') return this.#renderLeave();
    const { t } = this.#localize;
    return html`
      <strong id="question">${t(`requests:${question}Sure`)}</strong>
      <button class="button small" type="button" aria-describedby="question" @click=${this.#onYes}>
        ${t('requests:yes')}
      </button>
      <button class="button small quiet" type="button" @click=${() => this.#ask(null)}>
        ${t('requests:no')}
      </button>
    `;
  }

  /** A message is answered later: who prefers that is called. */
  #renderLeave(): TemplateResult {
    const { t } = this.#localize;
    return html`<form novalidate @submit=${this.#onLeave}>
      <label for="phone">${t('requests:phone')}</label>
      <input
        id="phone"
        type="tel"
        dir="auto"
        autocomplete="tel"
        aria-invalid=${this.issue ? 'true' : 'false'}
        aria-describedby="phone-problem"
        @input=${() => (this.issue = undefined)}
      />
      <p id="phone-problem" class="problem" ?hidden=${!this.issue}>
        ${this.issue ? t(`errors:issue.${this.issue}`) : nothing}
      </p>
      <button class="button small">${t('requests:leave')}</button>
      <button class="button small quiet" type="button" @click=${() => this.#ask(null)}>
        ${t('requests:no')}
      </button>
    </form>`;
  }

  #onLeave(event: Event): void {
    event.preventDefault();
    const input = this.renderRoot.querySelector<HTMLInputElement>('#phone')!;
    const phone = input.value.trim();
    this.issue = checkForm({ name: '', email: '', text: '', phone }, ['phone'], false).phone;
    if (this.issue) input.focus();
    else void this.requests.leave(phone);
  }

  #onYes(): void {
    if (this.asking === 'withdraw') void this.requests.withdraw();
    else void this.requests.finish();
    void this.#ask(null);
  }

  /** What was pressed goes; the focus follows to the question, or back. */
  async #ask(question: Question | null): Promise<void> {
    this.asking = question;
    this.issue = undefined;
    await this.updateComplete;
    const next = this.renderRoot.querySelector<HTMLElement>('.actions :is(input, button)') ?? this;
    next.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-own-request': SupportOwnRequest;
  }
}
