import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import type { PolicyStore } from './console-policy.store.ts';
import { securityStyles } from './console-security-styles.ts';

/** For admins: everybody in the account needs a second factor. Turning it on is asked about first. */
export class SupportPolicy extends ConsoleElement {
  static override styles = [baseStyles, formStyles, securityStyles];

  @property({ attribute: false }) store!: PolicyStore;

  @state() private asking = false;
  @state() private problem: Problem | null = null;

  readonly #policy = new StoreController(this, () => this.store);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.store.load();
  }

  override render(): TemplateResult {
    const setting = valueOf(this.#policy.value);
    return html`<section>
        <h2>${this.t('sign-in:policy')}</h2>
        ${renderPending(this.t, this.#policy.value, () => void this.store.load())}
        ${
          setting
            ? html`<wa-switch size="s" .checked=${setting.value === true} @change=${this.#change}>
                ${this.t('sign-in:policy_required')}
                <span slot="hint">${this.t('sign-in:policy_hint')}</span>
              </wa-switch>`
            : nothing
        }
        <div role="alert" class="alert">${renderProblem(this.t, this.problem)}</div>
      </section>
      ${
        this.asking
          ? html`<support-confirm
              .i18n=${this.i18n}
              question=${this.t('sign-in:policy_question')}
              action=${this.t('sign-in:policy_action')}
              cancel=${this.t('sign-in:cancel')}
              @support-confirmed=${() => this.#require(true)}
              @support-dismissed=${() => (this.asking = false)}
            >
              <p>${this.t('sign-in:policy_text')}</p>
            </support-confirm>`
          : nothing
      }`;
  }

  readonly #change = (event: Event): void => {
    const control = event.target as HTMLElement & { checked: boolean };
    const wanted = control.checked;
    // Until it is so, it is shown as it is.
    control.checked = !wanted;
    if (wanted) this.asking = true;
    else void this.#require(false);
  };

  async #require(value: boolean): Promise<void> {
    const result = await this.store.require(value);
    this.problem = result.ok ? null : result.error;
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-policy': SupportPolicy;
  }
}
