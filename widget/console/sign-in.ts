import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Problem } from '../core/result.ts';
import type { SessionStore } from '../features/accounts/console-session.store.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { FormController } from '../ui/console-form.ts';
import { problemText } from '../ui/console-problem.ts';
import { baseStyles, formStyles } from '../ui/console-styles.ts';
import { entryStyles } from './entry-styles.ts';

interface Account {
  id: string;
  name: string;
}

/** Sign-in. Where the credentials fit several accounts, it asks for which one, keeping what was typed. */
export class SupportSignIn extends ConsoleElement {
  static override styles = [baseStyles, formStyles, entryStyles];

  /** Where to sign in. */
  @property({ attribute: false }) session!: SessionStore;

  /** There was a session and it ended, which is said above the form. */
  @property({ type: Boolean }) ended = false;

  /** A one-time link was used, but signing in with the new password did not work. */
  @property({ attribute: false }) begun: { email: string; problem: Problem } | undefined;

  /** Stays once it was needed, so that a wrong password does not lose the choice. */
  #accounts: Account[] = [];

  readonly #form = new FormController<unknown>(
    this,
    ({ email = '', password = '', accountId }) =>
      this.session.signIn({ email, password, ...(accountId && { accountId }) }),
    () => {},
  );

  override render(): TemplateResult {
    return html`<main>
      <div class="intro">
        <span class="mark"><wa-icon name="inbox"></wa-icon></span>
        <h1>${this.t('accounts:sign_in_title')}</h1>
        <p class="quiet">${this.t('accounts:sign_in_intro')}</p>
      </div>
      ${
        this.ended
          ? html`<wa-callout variant="neutral" size="s" role="status">
              ${this.t('accounts:session_ended')}
            </wa-callout>`
          : nothing
      }
      ${
        this.begun
          ? html`<wa-callout variant="neutral" size="s" role="status">
              ${problemText(this.t, this.begun.problem)}
            </wa-callout>`
          : nothing
      }
      <form novalidate @submit=${this.#form.submit}>
        ${this.#form.text('email', {
          label: this.t('accounts:email'),
          type: 'email',
          autocomplete: 'username',
          autofocus: !this.begun,
          ...(this.begun && { value: this.begun.email }),
        })}
        ${this.#form.text('password', {
          label: this.t('accounts:password'),
          type: 'password',
          autocomplete: 'current-password',
          autofocus: this.begun !== undefined,
        })}
        ${this.#renderAccounts()} ${this.#choosing ? nothing : this.#form.alert()}
        <wa-button type="submit" variant="brand" ?loading=${this.#form.busy}>
          ${this.t('accounts:sign_in')}
        </wa-button>
      </form>
    </main>`;
  }

  get #choosing(): boolean {
    return this.#form.problem?.code === 'choose_account';
  }

  #renderAccounts(): TemplateResult | typeof nothing {
    if (this.#choosing) this.#accounts = (this.#form.problem?.params?.['accounts'] ?? []) as Account[];
    if (this.#accounts.length === 0) return nothing;
    return html`<wa-radio-group
      name="accountId"
      size="s"
      label=${this.t('accounts:account')}
      value=${this.#accounts[0]!.id}
    >
      <span slot="hint" role="status">${this.t('accounts:choose_account')}</span>
      ${this.#accounts.map(({ id, name }) => html`<wa-radio value=${id}>${name}</wa-radio>`)}
    </wa-radio-group>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-sign-in': SupportSignIn;
  }
}
