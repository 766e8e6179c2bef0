import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { DAY_AND_TIME } from '../../ui/day-and-time.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import { dueWord, statusChip, statusStyles } from './console-request-status.ts';
import type { Request, Sort } from './console-requests.store.ts';
import { requestsTableStyles } from './console-requests-table-styles.ts';
import { verifiedMark, verifiedStyles } from './console-verified.ts';

/** The technician wants to take a request. */
export class SupportTakeEvent extends Event {
  readonly requestId: string;
  constructor(requestId: string) {
    super('support-take');
    this.requestId = requestId;
  }
}

/** Columns by what they sort by, and their texts. */
const COLUMNS: readonly { sort: Sort; text: 'time' | 'number' | 'customer' | 'company' | 'status' }[] = [
  { sort: 'createdAt', text: 'time' },
  { sort: 'number', text: 'number' },
  { sort: 'customer', text: 'customer' },
  { sort: 'company', text: 'company' },
  { sort: 'status', text: 'status' },
];

/**
 * Requests as a table, on narrow screens as cards.
 * @fires support-sort with `{ sort, descending }`
 * @fires support-take {SupportTakeEvent}
 */
export class SupportRequestsTable extends ConsoleElement {
  static override styles = [baseStyles, tableStyles, statusStyles, verifiedStyles, requestsTableStyles];

  @property({ attribute: false }) requests: readonly Request[] = [];
  @property() sort: Sort = 'createdAt';
  @property({ type: Boolean }) descending = false;

  override render(): TemplateResult {
    return html`
      <label class="sorting">
        <span class="quiet">${this.t('requests:sorted_by')}</span>
        <select @change=${this.#selectSort}>
          ${COLUMNS.map(
            ({ sort, text }) =>
              html`<option value=${sort} ?selected=${sort === this.sort}>
                ${this.t(`requests:${text}`)}
              </option>`,
          )}
        </select>
      </label>
      <div class="sheet">
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              ${COLUMNS.map((column) => this.#renderHead(column))}
              <th scope="col" role="columnheader">
                <span class="visually-hidden">${this.t('requests:actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            ${repeat(
              this.requests,
              ({ id }) => id,
              (request) => this.#renderRow(request),
            )}
          </tbody>
        </table>
      </div>
    `;
  }

  #renderHead({ sort, text }: (typeof COLUMNS)[number]): TemplateResult {
    const sorted = sort === this.sort;
    const order = this.descending ? 'descending' : 'ascending';
    const name = this.t(`requests:${text}`);
    return html`<th scope="col" role="columnheader" aria-sort=${sorted ? order : 'none'} class=${text}>
      <span class="card-name">${name}</span>
      <button type="button" @click=${() => this.#sortBy(sort, sorted && !this.descending)}>
        ${name}
        <wa-icon name=${sorted ? (this.descending ? 'arrow-down' : 'arrow-up') : 'arrows'}></wa-icon>
      </button>
    </th>`;
  }

  #renderRow(request: Request): TemplateResult {
    const { id, number, customer, company, technician, status } = request;
    const names = { number, customer: customer.name };
    const due = dueWord(this.t, request, (time) => this.date(time, DAY_AND_TIME));
    return html`<tr role="row" class=${status}>
      <td role="cell" class="time">${this.#time(request.createdAt)}</td>
      <td role="cell" class="number">${number}</td>
      <th scope="row" role="rowheader" class="customer">
        <div class="name">
          <a href="/requests/${id}" aria-label=${this.t('requests:open_named', names)}>${customer.name}</a>
          ${customer.verified ? verifiedMark(this.t, customer) : nothing}
        </div>
        <span class="excerpt quiet" dir="auto">${request.excerpt}</span>
      </th>
      <td role="cell" class="company">${company.name}</td>
      <td role="cell" class="status">
        ${statusChip(this.t, request)}
        ${
          status === 'new' && request.origin === 'offline'
            ? html`<span class="with quiet">${this.t('requests:kept')}</span>`
            : nothing
        }
        ${
          technician
            ? html`<span class="with quiet">${this.t('requests:with', { name: technician.name })}</span>`
            : nothing
        }
        ${due ? html`<span class="with ${due.overdue ? 'overdue' : 'quiet'}">${due.text}</span>` : nothing}
      </td>
      <td role="cell" class="end">
        ${
          status === 'new'
            ? html`<wa-button
                size="s"
                variant="brand"
                appearance="outlined"
                title=${this.t('requests:take_named', names)}
                @click=${() => this.dispatchEvent(new SupportTakeEvent(id))}
              >
                ${this.t('requests:take')}<span class="visually-hidden"
                  >&nbsp;${number}, ${customer.name}</span
                >
              </wa-button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  /** The hour of today's, the day of earlier ones. */
  #time(at: number): TemplateResult {
    const today = new Date(at).toDateString() === new Date().toDateString();
    const short = this.date(at, today ? { timeStyle: 'short' } : { dateStyle: 'medium' });
    const long = this.date(at, { dateStyle: 'full', timeStyle: 'short' });
    return html`<time datetime=${new Date(at).toISOString()} title=${long}>${short}</time>`;
  }

  readonly #selectSort = (event: Event): void => {
    const sort = (event.target as HTMLSelectElement).value as Sort;
    this.#sortBy(sort, sort === 'createdAt' || sort === 'number');
  };

  #sortBy(sort: Sort, descending: boolean): void {
    this.dispatchEvent(new CustomEvent('support-sort', { detail: { sort, descending } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-requests-table': SupportRequestsTable;
  }
}
