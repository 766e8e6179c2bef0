import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { CompaniesStore } from '../companies/index.ts';
import type { Access } from './console-technicians.store.ts';

/** More companies than fit on a screen get a field to find one. */
const FIND_FROM = 9;

/** To which companies somebody has access: all, or chosen ones. Read `value` when it is needed. */
export class SupportAccessPicker extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-xs);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--wa-space-xs);
        padding-block: 0.125rem;
        font-size: var(--wa-font-size-s);
      }
      input[type='checkbox'] {
        margin: 0;
        inline-size: 1rem;
        block-size: 1rem;
        accent-color: var(--wa-color-brand-fill-loud);
      }
      .chosen {
        display: grid;
        gap: var(--wa-space-xs);
        margin-inline-start: 1.5rem;
      }
      ul {
        list-style: none;
        margin: 0;
        padding: var(--wa-space-xs) var(--wa-space-s);
        max-block-size: 13rem;
        overflow: auto;
        border: 1px solid var(--wa-color-surface-border);
        border-radius: var(--wa-border-radius-m);
      }
    `,
  ];

  @property({ attribute: false }) companies!: CompaniesStore;

  /** What was chosen; both choices are kept while one switches between them. */
  @property({ attribute: false })
  get value(): Access {
    return this.all ? { kind: 'all' } : { kind: 'chosen', companyIds: [...this.chosen] };
  }
  set value(access: Access) {
    this.all = access.kind === 'all';
    this.chosen = new Set(access.kind === 'chosen' ? access.companyIds : []);
  }

  @state() private all = true;
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private search = '';

  readonly #companies = new StoreController(this, () => this.companies);

  override render(): TemplateResult {
    return html`<wa-radio-group
        size="s"
        label=${this.t('technicians:access')}
        .value=${this.all ? 'all' : 'chosen'}
        @change=${this.#choose}
      >
        <wa-radio value="all">${this.t('technicians:access_all')}</wa-radio>
        <wa-radio value="chosen">${this.t('technicians:access_chosen')}</wa-radio>
      </wa-radio-group>
      ${this.all ? nothing : this.#renderCompanies()}`;
  }

  #renderCompanies(): TemplateResult {
    const companies = valueOf(this.#companies.value) ?? [];
    const wanted = this.search.trim().toLocaleLowerCase();
    const found = companies.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
    return html`<div class="chosen">
      ${
        companies.length >= FIND_FROM
          ? html`<wa-input
              type="search"
              size="s"
              label=${this.t('technicians:find_company')}
              @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
            ></wa-input>`
          : nothing
      }
      <ul aria-label=${this.t('technicians:choose_companies')}>
        ${found.map(
          ({ id, name }) =>
            html`<li>
              <label>
                <input type="checkbox" .checked=${this.chosen.has(id)} @change=${() => this.#toggle(id)} />
                ${name}
              </label>
            </li>`,
        )}
        ${found.length === 0 ? html`<li class="quiet">${this.t('technicians:no_match')}</li>` : nothing}
      </ul>
    </div>`;
  }

  readonly #choose = (event: Event): void => {
    this.all = (event.target as HTMLInputElement).value === 'all';
  };

  #toggle(id: string): void {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.chosen = chosen;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-access-picker': SupportAccessPicker;
  }
}
