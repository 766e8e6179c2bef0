import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { NavigateEvent } from '../../ui/console-navigate.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import type { AvailabilityStore } from '../availability/index.ts';
import type { SupportTakeEvent } from './console-requests-table.ts';
import { requestsPageStyles } from './console-requests-page-styles.ts';
import { MOST, PAGE, type RequestsStore, type RequestsState, type View } from './console-requests.store.ts';

const VIEWS = ['all', 'new', 'active', 'completed', 'spam'] as const;

/** Views without new requests, in which it makes no difference whether somebody is Available. */
const NOT_NEW: ReadonlySet<View> = new Set<View>(['completed', 'mine', 'spam']);

/** How long after the last key press the search is asked for, in milliseconds. */
const SEARCH_AFTER = 250;

/**
 * Support requests with their views, or one's own (G21): search, list, and what it means when it is empty.
 * @slot first - instead of that, where nobody has ever asked for anything.
 */
export class SupportRequestsPage extends ConsoleElement {
  static override styles = [baseStyles, tableStyles, requestsPageStyles];

  @property({ attribute: false }) store!: RequestsStore;
  @property({ attribute: false }) availability!: AvailabilityStore;
  @property() view: View = 'all';

  @state() private problem: Problem | null = null;

  readonly #list = new StoreController(this, () => this.store);
  readonly #status = new StoreController(this, () => this.availability, valueOf);
  #typing: ReturnType<typeof setTimeout> | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('view')) return;
    this.problem = null;
    this.store.ask({ view: this.view });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#typing);
  }

  override render(): TemplateResult {
    const list = this.#list.value!;
    return html`<div class="page">
      <header>
        <h1>${this.t(this.view === 'mine' ? 'requests:title_mine' : 'requests:title')}</h1>
        <wa-input
          class="search"
          type="search"
          size="s"
          with-clear
          placeholder=${this.t('requests:search')}
          label=${this.t('requests:search')}
          .value=${list.query.search}
          @input=${this.#search}
          @wa-clear=${this.#clearSearch}
        >
          <wa-icon slot="start" name="magnifying-glass"></wa-icon>
        </wa-input>
      </header>
      ${this.view === 'mine' ? nothing : this.#renderViews()} ${this.#renderUnavailable()}
      <div role="alert" class="problem">${this.#renderProblem(list)}</div>
      ${this.#renderList(list)}
    </div>`;
  }

  #renderViews(): TemplateResult {
    const fresh = this.#list.value!.counts.new;
    return html`<nav class="views" aria-label=${this.t('requests:views')}>
      ${VIEWS.map((view) => {
        const name = this.t(`requests:view_${view}`);
        const count = view === 'new' && fresh > 0 ? fresh : null;
        return html`<a
          href="/requests/${view}"
          aria-current=${view === this.view ? 'page' : 'false'}
          aria-label=${count === null ? nothing : `${name} ${count}`}
        >
          ${name} ${count === null ? nothing : html`<span class="count">${count}</span>`}
        </a>`;
      })}
    </nav>`;
  }

  #renderUnavailable(): TemplateResult | typeof nothing {
    const status = this.#status.value;
    if (!status?.menu || status.available || NOT_NEW.has(this.view)) return nothing;
    return html`<p class="note">
      <span>${this.t('requests:unavailable_note')}</span>
      <wa-button size="s" appearance="outlined" @click=${this.#goAvailable}>
        ${this.t('requests:go_available')}
      </wa-button>
    </p>`;
  }

  #renderProblem({ page, problem }: RequestsState): TemplateResult | typeof nothing {
    const shown = this.problem ?? (page.kind === 'ready' ? problem : null);
    if (!shown) return nothing;
    const reason = problemText(this.t, shown);
    return html`<wa-callout variant="warning" size="s">
      ${this.problem ? reason : this.t('requests:failed', { reason })}
    </wa-callout>`;
  }

  #renderList({ page, query }: RequestsState): TemplateResult {
    if (page.kind === 'loading') return html`<p class="quiet">${this.t('frame:loading')}</p>`;
    if (page.kind === 'failed')
      return html`<div class="empty" role="alert">
        <p>${problemText(this.t, page.error)}</p>
        <wa-button size="s" @click=${() => void this.store.read()}>${this.t('frame:try_again')}</wa-button>
      </div>`;
    const { requests, total } = page.value;
    if (requests.length === 0) return this.#renderEmpty(query.search.trim());
    return html`<support-requests-table
        .i18n=${this.i18n}
        .requests=${requests}
        .sort=${query.sort}
        ?descending=${query.descending}
        @support-sort=${(event: CustomEvent<Partial<typeof query>>) => this.store.ask(event.detail)}
        @support-take=${this.#take}
      ></support-requests-table>
      <p class="foot quiet">
        ${this.t('requests:shown', { shown: requests.length, total })}
        ${
          requests.length < total && query.limit < MOST
            ? html`<wa-button
                size="s"
                appearance="plain"
                @click=${() => this.store.ask({ limit: Math.min(MOST, query.limit + PAGE) })}
              >
                ${this.t('requests:more')}
              </wa-button>`
            : nothing
        }
      </p>`;
  }

  #renderEmpty(search: string): TemplateResult {
    if (search)
      return html`<div class="empty">
        <p role="status">${this.t('requests:empty_search', { search })}</p>
        <wa-button size="s" @click=${this.#clearSearch}>${this.t('requests:clear_search')}</wa-button>
      </div>`;
    return html`<slot name=${this.view === 'all' ? 'first' : nothing}>
      <div class="empty">
        <wa-icon name="inbox"></wa-icon>
        <h2>${this.t(`requests:empty_title_${this.view}`)}</h2>
        <p class="quiet">${this.t(`requests:empty_${this.view}`)}</p>
      </div>
    </slot>`;
  }

  readonly #search = (event: Event): void => {
    const { value } = event.target as HTMLInputElement;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.store.ask({ search: value }), SEARCH_AFTER);
  };

  readonly #clearSearch = (): void => {
    clearTimeout(this.#typing);
    this.store.ask({ search: '' });
  };

  readonly #goAvailable = async (): Promise<void> => {
    const result = await this.availability.set({ available: true });
    this.problem = result.ok ? null : result.error;
  };

  readonly #take = async ({ requestId }: SupportTakeEvent): Promise<void> => {
    const result = await this.store.take(requestId);
    this.problem = result.ok ? null : result.error;
    if (result.ok) this.dispatchEvent(new NavigateEvent(`/requests/${requestId}`));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-requests-page': SupportRequestsPage;
  }
}
