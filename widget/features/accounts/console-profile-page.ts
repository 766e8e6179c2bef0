import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { FormController } from '../../ui/console-form.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import type { SessionStore } from './console-session.store.ts';

/** Own profile: name and password. */
export class SupportProfilePage extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      .page {
        display: grid;
        gap: var(--wa-space-xl);
        max-inline-size: 30rem;
        padding: var(--wa-space-l);
      }
      section {
        display: grid;
        gap: var(--wa-space-m);
      }
      .actions {
        align-items: center;
      }
    `,
  ];

  @property({ attribute: false }) store!: SessionStore;

  /** What was done last, said beside its button. */
  @state() private done: 'saved' | 'password_changed' | null = null;

  readonly #session = new StoreController(this, () => this.store);

  readonly #profile = new FormController<unknown>(
    this,
    ({ name = '' }) => this.store.update({ name }),
    () => (this.done = 'saved'),
  );

  readonly #password = new FormController<unknown>(
    this,
    ({ current = '', password = '' }) => this.store.changePassword({ current, password }),
    () => {
      this.done = 'password_changed';
      this.renderRoot.querySelector<HTMLFormElement>('form.password')?.reset();
    },
  );

  override render(): TemplateResult | typeof nothing {
    if (this.#session.value?.kind !== 'signed-in') return nothing;
    const { technician } = this.#session.value.session;
    return html`<div class="page">
      <section>
        <h1>${this.t('accounts:profile_title')}</h1>
        <p class="quiet">
          <bdi dir="ltr">${technician.email}</bdi> · ${this.t(`accounts:role_${technician.role}`)}
        </p>
        <form novalidate @submit=${this.#profile.submit} @input=${this.#changed}>
          ${this.#profile.text('name', {
            label: this.t('accounts:name'),
            hint: this.t('accounts:own_name_hint'),
            autocomplete: 'name',
            maxlength: 120,
            value: technician.name,
          })}
          ${this.#profile.alert()}
          <div class="actions">
            <wa-button size="s" type="submit" variant="brand" ?loading=${this.#profile.busy}>
              ${this.t('accounts:save')}
            </wa-button>
            ${this.#renderDone('saved')}
          </div>
        </form>
      </section>
      <section>
        <h2>${this.t('accounts:password_title')}</h2>
        <p class="quiet">${this.t('accounts:password_intro')}</p>
        <form class="password" novalidate @submit=${this.#password.submit} @input=${this.#changed}>
          <!-- For password managers: whose password it is. -->
          <input type="text" autocomplete="username" hidden readonly .value=${technician.email} />
          ${this.#password.text('current', {
            label: this.t('accounts:current_password'),
            type: 'password',
            autocomplete: 'current-password',
          })}
          ${this.#password.text('password', {
            label: this.t('accounts:new_password'),
            hint: this.t('accounts:password_hint'),
            type: 'password',
            autocomplete: 'new-password',
          })}
          ${this.#password.alert()}
          <div class="actions">
            <wa-button size="s" type="submit" ?loading=${this.#password.busy}>
              ${this.t('accounts:change_password')}
            </wa-button>
            ${this.#renderDone('password_changed')}
          </div>
        </form>
      </section>
    </div>`;
  }

  #renderDone(what: 'saved' | 'password_changed'): TemplateResult {
    return html`<span role="status">${this.done === what ? this.t(`accounts:${what}`) : nothing}</span>`;
  }

  readonly #changed = (): void => {
    this.done = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-profile-page': SupportProfilePage;
  }
}
