import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import type { SessionStore } from '../accounts/index.ts';
import type { Deed } from './console-factor-dialog.ts';
import { knowsPasskeys } from './console-passkeys.ts';
import type { Passkey, Security, SecurityStore } from './console-security.store.ts';
import { securityStyles } from './console-security-styles.ts';
import type { PolicyStore } from './console-policy.store.ts';

/**
 * Configure > Security: the own second factor and sessions, and for admins what the account asks of everybody.
 * @fires support-settled when its dialog is gone
 */
export class SupportSecurityPage extends ConsoleElement {
  static override styles = [baseStyles, formStyles, securityStyles];

  @property({ attribute: false }) store!: SecurityStore;
  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) policy!: PolicyStore;

  @state() private deed: Deed | null = null;

  readonly #security = new StoreController(this, () => this.store);
  readonly #session = new StoreController(this, () => this.session);

  /** A dialog is open. */
  get busy(): boolean {
    return this.deed !== null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.store.load();
  }

  override render(): TemplateResult {
    void this.#session.value;
    const security = valueOf(this.#security.value);
    return html`<div class="page">
        <section>
          <h1>${this.t('sign-in:title')}</h1>
          ${this.#renderLeft()}
          <h2>${this.t('sign-in:second_factor')}</h2>
          <p class="quiet">${this.t('sign-in:second_factor_intro')}</p>
          ${renderPending(this.t, this.#security.value, () => void this.store.load())}
          ${security ? this.#renderFactors(security) : nothing}
        </section>
        <support-sessions-list .i18n=${this.i18n} .store=${this.store}></support-sessions-list>
        ${
          this.session.may('setting.manage')
            ? html`<support-policy .i18n=${this.i18n} .store=${this.policy}></support-policy>`
            : nothing
        }
      </div>
      ${
        this.deed
          ? html`<support-factor-dialog
              .i18n=${this.i18n}
              .store=${this.store}
              .deed=${this.deed}
              @support-dismissed=${this.#dismissed}
            ></support-factor-dialog>`
          : nothing
      }`;
  }

  /** Whoever signed in with a recovery code is told how many are left. */
  #renderLeft(): TemplateResult | typeof nothing {
    const count = this.session.recoveryCodesLeft;
    return count === null
      ? nothing
      : html`<wa-callout variant="warning" size="s">${this.t('sign-in:codes_left', { count })}</wa-callout>`;
  }

  #renderFactors({ authenticatorApp, passkeys, recoveryCodes }: Security): TemplateResult {
    const has = authenticatorApp || passkeys.length > 0;
    return html`<ul role="list">
        ${this.#renderLine(
          this.t('sign-in:app'),
          this.t(authenticatorApp ? 'sign-in:app_on' : 'sign-in:app_off'),
          authenticatorApp ? { kind: 'remove_app' } : { kind: 'add_app' },
        )}
        ${passkeys.map((passkey) => this.#renderPasskey(passkey))}
        ${
          has
            ? this.#renderLine(
                this.t('sign-in:codes_title'),
                this.t('sign-in:codes_left', { count: recoveryCodes }),
                { kind: 'renew_codes' },
              )
            : nothing
        }
      </ul>
      ${
        knowsPasskeys()
          ? html`<div class="actions">
              <wa-button size="s" appearance="outlined" @click=${() => (this.deed = { kind: 'add_passkey' })}>
                ${this.t('sign-in:add_passkey')}
              </wa-button>
            </div>`
          : nothing
      }`;
  }

  #renderPasskey({ id, name, createdAt, lastUsedAt }: Passkey): TemplateResult {
    const date = (at: number) => this.date(at, { dateStyle: 'medium' });
    return this.#renderLine(
      name,
      lastUsedAt === null
        ? this.t('sign-in:passkey_made', { date: date(createdAt) })
        : this.t('sign-in:passkey_used', { date: date(lastUsedAt) }),
      { kind: 'remove_passkey', passkeyId: id, name },
    );
  }

  #renderLine(title: string, about: string, deed: Deed): TemplateResult {
    const word = deed.kind.startsWith('remove') ? 'remove' : deed.kind === 'renew_codes' ? 'renew' : 'set_up';
    return html`<li>
      <div>
        <strong>${title}</strong>
        <div class="quiet">${about}</div>
      </div>
      <wa-button size="s" appearance="outlined" @click=${() => (this.deed = deed)}>
        <span aria-hidden="true">${this.t(`sign-in:${word}`)}</span>
        <span class="visually-hidden">${this.t(`sign-in:${word}_named`, { name: title })}</span>
      </wa-button>
    </li>`;
  }

  readonly #dismissed = (): void => {
    this.deed = null;
    this.dispatchEvent(new Event('support-settled'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-security-page': SupportSecurityPage;
  }
}
