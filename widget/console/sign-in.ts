import type { CommandOutput } from '#protocol/index';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import type { Problem } from '../core/result.ts';
import type { SupportLanguageEvent } from '../features/accounts/console-language.ts';
import type { PreferencesStore } from '../features/accounts/console-preferences.store.ts';
import type { SecondStep, SessionStore } from '../features/accounts/console-session.store.ts';
import { knowsPasskeys, usePasskey } from '../features/sign-in/console-passkeys.ts';
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

  /** What was chosen at this browser. */
  @property({ attribute: false }) preferences!: PreferencesStore;

  /** There was a session and it ended, which is said above the form. */
  @property({ type: Boolean }) ended = false;

  /** A one-time link was used, but signing in with the new password did not work. */
  @property({ attribute: false }) begun: { email: string; problem: Problem } | undefined;

  /** The password was right, and this is what goes with it. */
  @property({ attribute: false }) step: SecondStep | undefined;

  /** What came of a passkey alone. */
  @state() private passkey: 'asking' | 'given_up' | Problem | null = null;

  /** Stays once it was needed, so that a wrong password does not lose the choice. */
  #accounts: Account[] = [];

  readonly #preferences = new StoreController(this, () => this.preferences);

  readonly #form = new FormController<CommandOutput<'session:create'>>(
    this,
    ({ email = '', password = '', accountId }) =>
      this.session.signIn({ email, password, ...(accountId && { accountId }) }),
    (answer) => {
      if ('secondStep' in answer) this.step = answer.secondStep;
    },
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
      ${this.step ? this.#renderSecondStep(this.step) : this.#renderForm()}
      <support-language
        .i18n=${this.i18n}
        .value=${this.#preferences.value!.language}
        @support-language=${({ language }: SupportLanguageEvent) => this.preferences.set({ language })}
      ></support-language>
    </main>`;
  }

  #renderSecondStep(step: SecondStep): TemplateResult {
    return html`<support-second-step
      .i18n=${this.i18n}
      .session=${this.session}
      .step=${step}
      @support-start-over=${() => (this.step = undefined)}
    ></support-second-step>`;
  }

  #renderForm(): TemplateResult {
    return html`<form novalidate @submit=${this.#form.submit}>
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
      ${knowsPasskeys() ? this.#renderPasskey() : nothing}
      <p class="quiet">${this.t('sign-in:forgot')}</p>`;
  }

  #renderPasskey(): TemplateResult {
    const { passkey } = this;
    const problem = passkey === 'asking' ? null : passkey;
    return html`<wa-button appearance="outlined" ?loading=${passkey === 'asking'} @click=${this.#usePasskey}>
        ${this.t('sign-in:passkey_alone')}
      </wa-button>
      <div role="alert" class="alert">
        ${
          problem
            ? html`<wa-callout variant="danger" size="s">
                ${problem === 'given_up' ? this.t('sign-in:passkey_given_up') : problemText(this.t, problem)}
              </wa-callout>`
            : nothing
        }
      </div>`;
  }

  readonly #usePasskey = async (): Promise<void> => {
    if (this.passkey === 'asking') return;
    this.passkey = 'asking';
    const offer = await this.session.challenge();
    const response = offer.ok ? await usePasskey(offer.data.passkey) : null;
    if (!offer.ok) this.passkey = offer.error;
    else if (!response) this.passkey = 'given_up';
    else {
      const result = await this.session.confirm(offer.data.token, { kind: 'passkey', response });
      this.passkey = result.ok ? null : result.error;
    }
  };

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
