import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import type { CompaniesStore, Company } from './console-companies.store.ts';

/** Configure > Companies: the account's clients, added and renamed. */
export class SupportCompaniesPage extends ConsoleElement {
  static override styles = [baseStyles, tableStyles];

  @property({ attribute: false }) store!: CompaniesStore;

  /** The dialog that is open: for a new company, or for one to rename. */
  @state() private dialog: { company?: Company } | null = null;

  readonly #companies = new StoreController(this, () => this.store);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.store.load();
  }

  override render(): TemplateResult {
    const companies = valueOf(this.#companies.value);
    return html`<div class="page">
        <header>
          <div>
            <h1>${this.t('companies:title')}</h1>
            <p class="quiet">${this.t('companies:intro')}</p>
          </div>
          <wa-button size="s" variant="brand" @click=${() => (this.dialog = {})}>
            <wa-icon slot="start" name="plus"></wa-icon>${this.t('companies:add')}
          </wa-button>
        </header>
        ${renderPending(this.t, this.#companies.value, () => void this.store.load())}
        ${companies?.length === 0 ? this.#renderEmpty() : nothing}
        ${companies && companies.length > 0 ? this.#renderTable(companies) : nothing}
      </div>
      ${
        this.dialog
          ? html`<support-company-dialog
              .i18n=${this.i18n}
              .store=${this.store}
              .company=${this.dialog.company}
              @support-dismissed=${() => (this.dialog = null)}
            ></support-company-dialog>`
          : nothing
      }`;
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="empty">
      <wa-icon name="building"></wa-icon>
      <h2>${this.t('companies:empty_title')}</h2>
      <p class="quiet">${this.t('companies:empty')}</p>
    </div>`;
  }

  #renderTable(companies: readonly Company[]): TemplateResult {
    const sorted = [...companies].sort((a, b) => a.name.localeCompare(b.name, this.i18n.get()));
    return html`<div class="sheet">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">${this.t('companies:name')}</th>
            <th scope="col" role="columnheader">${this.t('companies:portal')}</th>
            <th scope="col" role="columnheader">${this.t('companies:since')}</th>
            <th scope="col" role="columnheader">
              <span class="visually-hidden">${this.t('companies:actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${sorted.map((company) => this.#renderRow(company))}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(company: Company): TemplateResult {
    const { name, own, portalId, createdAt } = company;
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        ${name} ${own ? html`<span class="tag">${this.t('companies:own')}</span>` : nothing}
      </th>
      <td role="cell">
        ${
          portalId
            ? html`<a href="/configure/portals">${this.t('companies:has_portal')}</a>`
            : html`<span class="quiet">${this.t('companies:no_portal')}</span>`
        }
      </td>
      <td role="cell" class="quiet">
        <span class="label">${this.t('companies:since')}</span
        >${this.date(createdAt, { dateStyle: 'medium' })}
      </td>
      <td role="cell" class="end">
        <wa-button size="s" appearance="outlined" @click=${() => (this.dialog = { company })}>
          <span aria-hidden="true">${this.t('companies:rename')}</span>
          <span class="visually-hidden">${this.t('companies:rename_named', { name })}</span>
        </wa-button>
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-companies-page': SupportCompaniesPage;
  }
}
