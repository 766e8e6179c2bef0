import { css, html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { FormController } from '../../ui/console-form.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import type { Problem } from '../../core/result.ts';
import type { SecondStep, SessionStore } from '../accounts/index.ts';
import { knowsPasskeys, usePasskey } from './console-passkeys.ts';

type Method = SecondStep['methods'][number];

/**
 * After the password: a code, a passkey or a recovery code, one at a time, with a way to the others.
 * @fires support-start-over when the time is over, or the person wants to sign in as somebody else
 */
export class SupportSecondStep extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    css`
      :host {
        display: grid;
        gap: var(--wa-space-m);
      }
      .others {
        flex-direction: column;
        align-items: start;
        gap: 0;
        /* Their words stand under those above, not their edges. */
        margin-inline-start: calc(-1 * var(--wa-form-control-padding-inline));
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;
  @property({ attribute: false }) step!: SecondStep;

  @state() private chosen: Method | undefined;
  /** The browser's own dialog is open. */
  @state() private asking = false;
  @state() private problem: Problem | 'given_up' | null = null;

  readonly #form = new FormController<unknown>(
    this,
    async ({ code = '' }) => {
      const kind = this.#method === 'recovery' ? 'recovery' : 'totp';
      const typed = kind === 'totp' ? code.replace(/\D/g, '') : code.trim();
      return this.session.confirm(this.step.token, { kind, code: typed });
    },
    () => {},
  );

  protected override updated(changed: PropertyValues): void {
    // The form before it is gone, and the focus with it.
    if (!changed.has('step') && !changed.has('chosen')) return;
    const first = this.renderRoot.querySelector<LitElement>('wa-input, wa-button');
    void first?.updateComplete.then(() => first.focus());
  }

  override render(): TemplateResult {
    return html`<h2>${this.t('sign-in:second_title')}</h2>
      ${this.#method === 'passkey' ? this.#renderPasskey() : this.#renderCode()}
      <div class="actions others">
        ${this.#methods
          .filter((method) => method !== this.#method)
          .map(
            (method) =>
              html`<wa-button size="s" appearance="plain" @click=${() => this.#choose(method)}>
                ${this.t(`sign-in:use_${method}`)}
              </wa-button>`,
          )}
        <wa-button size="s" appearance="plain" @click=${this.#startOver}>
          ${this.t('sign-in:start_over')}
        </wa-button>
      </div>`;
  }

  get #methods(): readonly Method[] {
    return this.step.methods.filter((method) => method !== 'passkey' || knowsPasskeys());
  }

  get #method(): Method | undefined {
    return this.chosen ?? this.#methods[0];
  }

  #renderCode(): TemplateResult {
    const isTotp = this.#method !== 'recovery';
    return html`<form novalidate @submit=${this.#form.submit}>
      ${this.#form.text('code', {
        label: this.t(isTotp ? 'sign-in:code' : 'sign-in:recovery_code'),
        hint: this.t(isTotp ? 'sign-in:code_hint' : 'sign-in:recovery_code_hint'),
        autocomplete: isTotp ? 'one-time-code' : 'off',
        code: true,
      })}
      ${this.#form.alert()}
      <wa-button type="submit" variant="brand" ?loading=${this.#form.busy}>
        ${this.t('sign-in:confirm')}
      </wa-button>
    </form>`;
  }

  #renderPasskey(): TemplateResult {
    const { problem } = this;
    return html`<p>${this.t('sign-in:passkey_intro')}</p>
      <div role="alert" class="alert">
        ${
          problem
            ? html`<wa-callout variant="danger" size="s">
                ${problem === 'given_up' ? this.t('sign-in:passkey_given_up') : problemText(this.t, problem)}
              </wa-callout>`
            : nothing
        }
      </div>
      <wa-button variant="brand" ?loading=${this.asking} @click=${this.#ask}>
        ${this.t('sign-in:use_passkey')}
      </wa-button>`;
  }

  #choose(method: Method): void {
    this.chosen = method;
    this.problem = null;
    this.#form.reset();
  }

  readonly #startOver = (): void => {
    this.dispatchEvent(new Event('support-start-over'));
  };

  readonly #ask = async (): Promise<void> => {
    if (this.asking || !this.step.passkey) return;
    this.asking = true;
    this.problem = null;
    const response = await usePasskey(this.step.passkey);
    const result = response && (await this.session.confirm(this.step.token, { kind: 'passkey', response }));
    this.asking = false;
    if (!result) this.problem = 'given_up';
    else if (!result.ok) this.problem = result.error;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-second-step': SupportSecondStep;
  }
}
