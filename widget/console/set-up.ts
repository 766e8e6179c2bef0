import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Result } from '../core/result.ts';
import type { SessionStore } from '../features/accounts/console-session.store.ts';
import type { Transport } from '../transport/transport.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { FormController } from '../ui/console-form.ts';
import { NavigateEvent } from '../ui/console-navigate.ts';
import { baseStyles, formStyles } from '../ui/console-styles.ts';
import { entryStyles } from './entry-styles.ts';

/** The very first page: the one-time link the server printed makes the account and its first admin. */
export class SupportSetUp extends ConsoleElement {
  static override styles = [baseStyles, formStyles, entryStyles];

  /** The one-time token of the link. */
  @property({ attribute: false }) token = '';
  @property({ attribute: false }) rest!: Pick<Transport, 'call'>;
  @property({ attribute: false }) session!: SessionStore;

  readonly #form = new FormController<unknown>(
    this,
    (values) => this.#send(values),
    () => this.dispatchEvent(new NavigateEvent('/')),
  );

  override render(): TemplateResult {
    const text = this.#form.text.bind(this.#form);
    return html`<main>
      <div class="intro">
        <span class="mark"><wa-icon name="inbox"></wa-icon></span>
        <h1>${this.t('accounts:set_up_title')}</h1>
        <p class="quiet">${this.t('accounts:set_up_intro')}</p>
      </div>
      <form novalidate @submit=${this.#form.submit}>
        ${text('account', {
          label: this.t('accounts:account_name'),
          hint: this.t('accounts:account_name_hint'),
          autocomplete: 'organization',
          maxlength: 120,
          autofocus: true,
        })}
        ${text('name', {
          label: this.t('accounts:own_name'),
          hint: this.t('accounts:own_name_hint'),
          autocomplete: 'name',
          maxlength: 120,
        })}
        ${text('email', { label: this.t('accounts:email'), type: 'email', autocomplete: 'username' })}
        ${text('password', {
          label: this.t('accounts:password'),
          hint: this.t('accounts:password_hint'),
          type: 'password',
          autocomplete: 'new-password',
        })}
        ${this.#form.alert()}
        <wa-button type="submit" variant="brand" ?loading=${this.#form.busy}>
          ${this.t('accounts:set_up')}
        </wa-button>
        ${
          this.#form.problem?.code === 'link_invalid'
            ? html`<wa-button href="/">${this.t('accounts:to_sign_in')}</wa-button>`
            : nothing
        }
      </form>
    </main>`;
  }

  async #send(values: Record<string, string>): Promise<Result<unknown>> {
    const { account = '', name = '', email = '', password = '' } = values;
    const result = await this.rest.call('account:set-up', {
      token: this.token,
      account,
      name,
      email,
      password,
    });
    if (result.ok) await this.session.begin(result.data.email, password);
    return result;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-set-up': SupportSetUp;
  }
}
