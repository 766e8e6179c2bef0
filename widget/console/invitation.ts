import type { CommandOutput } from '#protocol/index';
import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { loading, ready, type Loadable } from '../core/loadable.ts';
import type { Result } from '../core/result.ts';
import type { SessionStore } from '../features/accounts/console-session.store.ts';
import type { Transport } from '../transport/transport.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { FormController } from '../ui/console-form.ts';
import { NavigateEvent } from '../ui/console-navigate.ts';
import { problemText } from '../ui/console-problem.ts';
import { baseStyles, formStyles } from '../ui/console-styles.ts';
import { isolated } from '../ui/isolated.ts';
import { entryStyles } from './entry-styles.ts';

/** Where an invited technician chooses a password, with the one-time link an admin gave them. */
export class SupportInvitation extends ConsoleElement {
  static override styles = [baseStyles, formStyles, entryStyles];

  /** The one-time token of the link. */
  @property({ attribute: false }) token = '';
  @property({ attribute: false }) rest!: Pick<Transport, 'call'>;
  @property({ attribute: false }) session!: SessionStore;

  @state() private invited: Loadable<CommandOutput<'invitation:get'>> = loading;

  readonly #form = new FormController<unknown>(
    this,
    ({ password = '' }) => this.#send(password),
    () => this.dispatchEvent(new NavigateEvent('/')),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#look();
  }

  override render(): TemplateResult {
    const { invited } = this;
    if (invited.kind === 'loading') return html`<main><wa-spinner></wa-spinner></main>`;
    if (invited.kind === 'failed')
      return html`<main>
        <h1>${this.t('accounts:link_invalid_title')}</h1>
        <p>${this.token ? problemText(this.t, invited.error) : this.t('accounts:link_missing')}</p>
        <div class="actions">
          ${
            invited.error.retry
              ? html`<wa-button variant="brand" @click=${this.#look}>${this.t('frame:try_again')}</wa-button>`
              : html`<wa-button href="/">${this.t('accounts:to_sign_in')}</wa-button>`
          }
        </div>
      </main>`;
    const { name, email, account, purpose } = invited.value;
    return html`<main>
      <div class="intro">
        <h1>${this.t(`accounts:${purpose}_title`, { name })}</h1>
        <p>${this.t(`accounts:${purpose}_intro`, { account, email: isolated(email) })}</p>
      </div>
      <form novalidate @submit=${this.#form.submit}>
        <!-- For password managers: whose password it is. -->
        <input type="text" autocomplete="username" hidden readonly .value=${email} />
        ${this.#form.text('password', {
          label: this.t('accounts:password'),
          hint: this.t('accounts:password_hint'),
          type: 'password',
          autocomplete: 'new-password',
          autofocus: true,
        })}
        ${this.#form.alert()}
        <wa-button type="submit" variant="brand" ?loading=${this.#form.busy}>
          ${this.t('accounts:accept')}
        </wa-button>
      </form>
    </main>`;
  }

  readonly #look = async (): Promise<void> => {
    this.invited = loading;
    const result = await this.rest.call('invitation:get', { token: this.token });
    this.invited = result.ok ? ready(result.data) : { kind: 'failed', error: result.error };
  };

  async #send(password: string): Promise<Result<unknown>> {
    const result = await this.rest.call('invitation:accept', { token: this.token, password });
    if (result.ok) await this.session.begin(result.data.email, password);
    return result;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-invitation': SupportInvitation;
  }
}
