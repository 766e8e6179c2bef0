import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import type { CompaniesStore, Company } from './console-companies.store.ts';

/** Adds a company, or renames one. */
export class SupportCompanyDialog extends DialogElement {
  @property({ attribute: false }) store!: CompaniesStore;
  /** The one to rename, as it was when the dialog opened; without it a new one is added. */
  @property({ attribute: false }) company: Company | undefined;

  readonly #form = new FormController<unknown>(
    this,
    ({ name = '' }) => {
      const { company } = this;
      // The newest version: after `stale` the list was read again, and saving once more is meant.
      return company ? this.store.rename(this.store.find(company.id) ?? company, name) : this.store.add(name);
    },
    () => this.close(),
  );

  override render(): TemplateResult {
    return this.renderDialog(
      this.t(this.company ? 'companies:rename_title' : 'companies:add_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        ${this.#form.text('name', {
          label: this.t('companies:name'),
          maxlength: 120,
          value: this.company?.name ?? '',
          autofocus: true,
          autocomplete: 'off',
        })}
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, { cancel: this.t('companies:cancel'), send: this.t('companies:save') }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-company-dialog': SupportCompanyDialog;
  }
}
