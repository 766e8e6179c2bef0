import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import type { SessionStore } from '../accounts/index.ts';
import type { SecurityStore } from './console-security.store.ts';
import type { SupportSecurityPage } from './console-security-page.ts';
import type { PolicyStore } from './console-policy.store.ts';

/**
 * The account asks for a second factor and there is none: nothing else is to be had before it is set up.
 * @fires support-secured when there is one, and its recovery codes were read
 */
export class SupportMustSecure extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      main {
        max-inline-size: 44rem;
        margin-inline: auto;
        padding-block: var(--wa-space-m);
      }
      header {
        display: grid;
        justify-items: end;
        gap: var(--wa-space-s);
        padding: var(--wa-space-m) var(--wa-space-l) 0;
      }
      header wa-callout {
        inline-size: 100%;
      }
      @media (max-width: 40rem) {
        header {
          padding-inline: var(--wa-space-m);
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) security!: SecurityStore;
  @property({ attribute: false }) policy!: PolicyStore;

  @query('support-security-page') private readonly page!: SupportSecurityPage | null;

  readonly #session = new StoreController(this, () => this.session);

  protected override updated(): void {
    this.#look();
  }

  override render(): TemplateResult {
    void this.#session.value;
    const account = this.session.session?.account.name ?? '';
    return html`<main>
      <header>
        <wa-button size="s" appearance="outlined" @click=${() => this.session.signOut()}>
          ${this.t('frame:sign_out')}
        </wa-button>
        <wa-callout variant="warning" size="s" role="status">
          ${this.t('sign-in:must_secure', { account })}
        </wa-callout>
      </header>
      <support-security-page
        .i18n=${this.i18n}
        .store=${this.security}
        .session=${this.session}
        .policy=${this.policy}
        @support-settled=${this.#look}
      ></support-security-page>
    </main>`;
  }

  readonly #look = (): void => {
    if (this.session.session?.mustSecure === false && !this.page?.busy)
      this.dispatchEvent(new Event('support-secured'));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-must-secure': SupportMustSecure;
  }
}
