import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { Chat, ChatsStore } from './console-chats.store.ts';

/** The own chats in progress, each with its unread messages, to switch between; beside or above the conversation. */
export class SupportChatStrip extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      nav {
        inline-size: 15rem;
        block-size: 100%;
        padding: var(--wa-space-m) var(--wa-space-xs);
        border-inline-end: 1px solid var(--wa-color-surface-border);
        overflow: auto;
      }
      h2 {
        padding: 0 var(--wa-space-s) var(--wa-space-xs);
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-s);
      }
      a {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: var(--wa-space-xs);
        align-items: center;
        padding: var(--wa-space-xs) var(--wa-space-s);
        border-radius: var(--wa-border-radius-m);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--wa-color-neutral-fill-quiet);
      }
      a[aria-current='page'] {
        background: var(--wa-color-neutral-fill-normal);
      }
      .customer,
      .company {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .unread .customer {
        font-weight: 600;
      }
      .company {
        grid-column: 1;
        font-size: var(--wa-font-size-s);
      }
      .badge {
        grid-row: span 2;
        min-inline-size: 1.25rem;
        padding-inline: 0.375rem;
        border-radius: var(--wa-border-radius-pill);
        background: var(--wa-color-brand-fill-loud);
        color: var(--wa-color-brand-on-loud);
        font-size: var(--wa-font-size-xs);
        font-weight: 600;
        line-height: 1.25rem;
        text-align: center;
      }
      @media (max-width: 48rem) {
        nav {
          display: flex;
          inline-size: auto;
          padding: var(--wa-space-2xs) var(--wa-space-xs);
          border-inline-end: 0;
          border-block-end: 1px solid var(--wa-color-surface-border);
        }
        h2 {
          display: none;
        }
        a {
          flex: 0 0 auto;
          max-inline-size: 11rem;
          padding: var(--wa-space-2xs) var(--wa-space-xs);
        }
        .company {
          display: none;
        }
        .badge {
          grid-row: 1;
        }
      }
    `,
  ];

  @property({ attribute: false }) chats!: ChatsStore;
  /** The id of the request on screen. */
  @property() current = '';

  readonly #chats = new StoreController(this, () => this.chats);

  override render(): TemplateResult | typeof nothing {
    const chats = this.#chats.value ?? [];
    if (chats.length === 0) return nothing;
    return html`<nav aria-label=${this.t('requests:my_chats')}>
      <h2>${this.t('requests:my_chats')}</h2>
      ${repeat(
        chats,
        ({ request }) => request.id,
        (chat) => this.#renderChat(chat),
      )}
    </nav>`;
  }

  #renderChat({ request, unread }: Chat): TemplateResult {
    return html`<a
      href="/requests/${request.id}"
      class=${unread > 0 ? 'unread' : ''}
      aria-current=${request.id === this.current ? 'page' : 'false'}
    >
      <span class="customer">${request.customer.name}</span>
      ${
        unread > 0
          ? html`<span class="badge">
              <span aria-hidden="true">${unread}</span>
              <span class="visually-hidden">${this.t('requests:unread', { count: unread })}</span>
            </span>`
          : nothing
      }
      <span class="company quiet">${request.company.name}</span>
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-strip': SupportChatStrip;
  }
}
