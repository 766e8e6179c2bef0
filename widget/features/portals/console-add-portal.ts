import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import type { CompaniesStore, Company } from '../companies/index.ts';
import { portalDialogStyles } from './console-portal-dialog-styles.ts';
import { suggestSubdomain } from './console-portal-url.ts';
import type { Portal, PortalsStore } from './console-portals.store.ts';
import { subdomainField } from './console-subdomain-field.ts';

/** "Add portal": company, subdomain, status (G2, G4, G5). Only companies without a portal can be picked. */
export class SupportAddPortal extends DialogElement {
  static override styles = [...[DialogElement.styles].flat(), portalDialogStyles];

  @property({ attribute: false }) store!: PortalsStore;
  @property({ attribute: false }) companies!: CompaniesStore;

  @state() private subdomain = '';
  /** The person has put in an address of their own; a company chosen later does not overwrite it. */
  #typed = false;

  readonly #companies = new StoreController(this, () => this.companies);

  readonly #form = new FormController<Portal>(
    this,
    ({ companyId = '', status }) =>
      this.store.add({
        companyId,
        subdomain: this.subdomain.trim(),
        status: status === 'inactive' ? 'inactive' : 'active',
      }),
    () => this.close(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.companies.load();
  }

  override render(): TemplateResult {
    const free = valueOf(this.#companies.value)?.filter(({ portalId }) => portalId === null);
    if (free?.length === 0) return this.#renderNone();
    return this.renderDialog(
      this.t('portals:add_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        ${this.#renderCompanies(free ?? [])}
        ${subdomainField(this, this.#form, this.subdomain, (value) => {
          this.subdomain = value;
          this.#typed = value !== '';
        })}
        <wa-radio-group size="s" name="status" label=${this.t('portals:status')} value="active">
          <wa-radio value="active">
            ${this.t('portals:active')}
            <span class="quiet">– ${this.t('portals:status_active_hint')}</span>
          </wa-radio>
          <wa-radio value="inactive">
            ${this.t('portals:inactive')}
            <span class="quiet">– ${this.t('portals:status_inactive_hint')}</span>
          </wa-radio>
        </wa-radio-group>
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, { cancel: this.t('portals:cancel'), send: this.t('portals:save') }),
    );
  }

  #renderCompanies(free: readonly Company[]): TemplateResult {
    const sorted = [...free].sort((a, b) => a.name.localeCompare(b.name, this.i18n.get()));
    return html`<wa-select
      size="s"
      name="companyId"
      required
      label=${this.t('portals:company')}
      placeholder=${this.t('portals:choose_company')}
      ?data-refused=${this.#form.reason('companyId') !== undefined}
      @change=${(event: Event) => this.#suggest(sorted, (event.target as HTMLSelectElement).value)}
    >
      ${sorted.map(({ id, name }) => html`<wa-option value=${id}>${name}</wa-option>`)}
      ${this.#form.hint('companyId', this.t('portals:company_hint'))}
    </wa-select>`;
  }

  #renderNone(): TemplateResult {
    return this.renderDialog(
      this.t('portals:add_title'),
      html`<p>${this.t('portals:no_company')}</p>`,
      html`<wa-button size="s" appearance="outlined" @click=${this.close}
          >${this.t('portals:cancel')}</wa-button
        >
        <wa-button size="s" variant="brand" href="/configure/companies"
          >${this.t('portals:to_companies')}</wa-button
        >`,
    );
  }

  #suggest(companies: readonly Company[], id: string): void {
    const company = companies.find((one) => one.id === id);
    if (company && !this.#typed) this.subdomain = suggestSubdomain(company.name);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-add-portal': SupportAddPortal;
  }
}
