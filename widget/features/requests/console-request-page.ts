import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import type { Transport } from '../../transport/transport.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { problemText, renderProblem } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { ThreadStore } from '../threads/index.ts';
import type { ChatsStore } from './console-chats.store.ts';
import type { SupportActEvent } from './console-request-header.ts';
import { requestPageStyles } from './console-request-page-styles.ts';
import { RequestStore } from './console-request.store.ts';
import type { Request, RequestsStore } from './console-requests.store.ts';

/** The thread on screen changed; `null` when there is none. */
export class SupportLookingEvent extends Event {
  readonly threadId: string | null;
  constructor(threadId: string | null) {
    super('support-looking');
    this.threadId = threadId;
  }
}

/** One request with its conversation, and the other own chats beside it to switch to. */
export class SupportRequestPage extends ConsoleElement {
  static override styles = [baseStyles, requestPageStyles];

  @property({ attribute: false }) transport!: Transport;
  @property({ attribute: false }) list!: RequestsStore;
  @property({ attribute: false }) chats!: ChatsStore;
  /** The id of the signed-in technician. */
  @property() me = '';
  /** The id of the request. */
  @property() request = '';

  @state() private problem: Problem | null = null;
  /** What is being chosen: whom it is handed to, by when, or what of it is blocked. */
  @state() private choosing: 'transfer' | 'due' | 'spam' | null = null;

  #store: RequestStore | undefined;
  #stop: (() => void) | undefined;
  #thread: ThreadStore | undefined;
  readonly #request = new StoreController(this, () => this.#store);

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('request')) this.#open();
    this.#hold(valueOf(this.#request.value)?.threadId);
  }

  override render(): TemplateResult {
    return html`
      <support-chat-strip
        .i18n=${this.i18n}
        .chats=${this.chats}
        current=${this.request}
      ></support-chat-strip>
      <div class="work">${this.#renderWork()}</div>
    `;
  }

  #renderWork(): TemplateResult {
    const shown = this.#request.value;
    if (shown?.kind === 'ready') return this.#renderRequest(shown.value);
    if (shown?.kind === 'failed')
      return html`<div class="message">
        <h1>${this.t('requests:gone_title')}</h1>
        <p>${shown.error.retry ? problemText(this.t, shown.error) : this.t('requests:gone')}</p>
        ${
          shown.error.retry
            ? html`<wa-button size="s" @click=${() => void this.#store?.read()}>
                ${this.t('frame:try_again')}
              </wa-button>`
            : html`<wa-button size="s" href="/requests/all">${this.t('requests:back')}</wa-button>`
        }
      </div>`;
    return html`<p class="message quiet">${this.t('frame:loading')}</p>`;
  }

  #renderRequest(request: Request): TemplateResult {
    const own = request.status === 'active' && request.technician?.id === this.me;
    return html`
      <support-request-header
        .i18n=${this.i18n}
        .request=${request}
        ?own=${own}
        @support-act=${this.#act}
      ></support-request-header>
      <div role="alert" class="problem">${renderProblem(this.t, this.problem)}</div>
      ${request.draining ? html`<p class="notice">${this.t('requests:draining')}</p>` : nothing}
      ${keyed(
        request.threadId,
        html`<support-conversation
          .i18n=${this.i18n}
          .thread=${this.#thread}
          ?writable=${own}
        ></support-conversation>`,
      )}
      ${own ? nothing : html`<p class="notice">${this.#why(request)}</p>`} ${this.#renderChoice(request)}
    `;
  }

  #renderChoice(request: Request): TemplateResult | typeof nothing {
    const done = () => (this.choosing = null);
    switch (this.choosing) {
      case 'transfer':
        return html`<support-transfer-dialog
          .i18n=${this.i18n}
          .store=${this.#store!}
          @support-dismissed=${done}
        ></support-transfer-dialog>`;
      case 'due':
        return html`<support-due-dialog
          .i18n=${this.i18n}
          .store=${this.#store!}
          .request=${request}
          @support-dismissed=${done}
        ></support-due-dialog>`;
      case 'spam':
        return html`<support-spam-dialog
          .i18n=${this.i18n}
          .store=${this.#store!}
          .request=${request}
          @support-dismissed=${done}
        ></support-spam-dialog>`;
      default:
        return nothing;
    }
  }

  /** Why nothing can be written here. */
  #why({ status, technician }: Request): string {
    if (status === 'new') return this.t('requests:take_to_answer');
    if (status === 'active') return this.t('requests:taken_by', { name: technician?.name });
    return this.t('requests:over');
  }

  #open(): void {
    this.#leave();
    this.problem = null;
    this.choosing = null;
    const known = valueOf(this.list.get().page)?.requests.find(({ id }) => id === this.request);
    this.#store = new RequestStore(this.transport, this.request, known);
    this.#stop = this.#store.follow();
    this.requestUpdate();
  }

  #leave(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#hold(undefined);
  }

  #hold(threadId: string | undefined): void {
    if (threadId === this.#thread?.threadId) return;
    const before = this.#thread?.threadId;
    this.#thread = threadId === undefined ? undefined : this.chats.hold(threadId);
    if (before) this.chats.release(before);
    this.dispatchEvent(new SupportLookingEvent(threadId ?? null));
  }

  readonly #act = async ({ verb }: SupportActEvent): Promise<void> => {
    this.problem = null;
    if (verb === 'transfer' || verb === 'due' || verb === 'spam') {
      this.choosing = verb;
      return;
    }
    const store = this.#store!;
    const result = await store[verb]();
    if (!result.ok && store === this.#store) this.problem = result.error;
    if (result.ok && verb === 'take') {
      await this.updateComplete;
      this.renderRoot.querySelector('support-conversation')?.focus();
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-request-page': SupportRequestPage;
  }
}
