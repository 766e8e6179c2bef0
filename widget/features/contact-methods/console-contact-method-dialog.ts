import { html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Result } from '../../core/result.ts';
import { copyField } from '../../ui/console-copy-field.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { isolated } from '../../ui/isolated.ts';
import type {
  Address,
  ContactKind,
  ContactMethod,
  ContactMethodsStore,
} from './console-contact-methods.store.ts';

/** A browser is not typed. */
export type TypedKind = Exclude<ContactKind, 'push'>;

/** An address as it was typed. */
const addressOf = (kind: TypedKind, typed: string): Address => {
  if (kind === 'email') return { kind, email: typed };
  // Written as people do: the spaces, dashes and brackets between its digits are no part of a number.
  if (kind === 'text') return { kind, phone: typed.replace(/[\s().\-/]/g, '').replace(/^00/, '+') };
  return { kind: 'webhook', url: typed };
};

/** Adds a contact method, or goes on with one that was added: its address, and the code that was sent to it (G15). */
export class SupportContactMethodDialog extends DialogElement {
  @property({ attribute: false }) store!: ContactMethodsStore;
  /** What is added. */
  @property() kind: TypedKind = 'email';
  /** What was added and waits for its code. */
  @property({ attribute: false }) method: ContactMethod | null = null;

  /** What a webhook is signed with, shown once. */
  @state() private secret: string | null = null;
  @state() private sentAgain = false;

  readonly #form = new FormController<ContactMethod | null>(
    this,
    (values) => this.#send(values),
    (added) => {
      if (added) this.method = added;
      else this.close();
    },
  );

  protected override updated(changed: PropertyValues<this>): void {
    // The next field of the same dialog: whoever types goes on typing.
    if (!changed.has('method') || changed.get('method') === undefined) return;
    const next = this.renderRoot.querySelector<LitElement>('wa-input');
    void next?.updateComplete.then(() => next.focus());
  }

  override render(): TemplateResult {
    const { method } = this;
    return this.renderDialog(
      this.t(method ? 'contact-methods:confirm_title' : `contact-methods:add_${this.kind}`),
      html`<form novalidate @submit=${this.#form.submit}>
        ${method ? this.#renderCode(method) : this.#renderAddress()}
        <!-- Its Enter key: the buttons one sees stand outside the form. -->
        <button hidden></button>
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t(method ? 'contact-methods:later' : 'contact-methods:cancel'),
        send: this.t(method ? 'contact-methods:confirm' : 'contact-methods:send_code'),
      }),
    );
  }

  #renderAddress(): TemplateResult {
    const { kind } = this;
    const words = {
      label: this.t(`contact-methods:${kind}_label`),
      ...(kind !== 'email' && { hint: this.t(`contact-methods:${kind}_hint`) }),
    };
    const of = { email: 'email', text: 'tel', webhook: 'url' }[kind];
    return this.#form.text('address', {
      ...words,
      type: kind === 'email' ? 'email' : 'text',
      autocomplete: of,
      code: kind !== 'email',
      maxlength: 2000,
      autofocus: true,
    });
  }

  #renderCode(method: ContactMethod): TemplateResult {
    const sent = method.kind === 'webhook' ? 'webhook_sent' : 'code_sent';
    return html`<p>${this.t(`contact-methods:${sent}`, { address: isolated(method.address) })}</p>
      ${this.#form.text('code', {
        label: this.t('contact-methods:code'),
        autocomplete: 'one-time-code',
        code: true,
        maxlength: 20,
        autofocus: true,
      })}
      <p class="again">
        <wa-button size="s" appearance="plain" @click=${() => void this.#sendAgain(method)}>
          ${this.t('contact-methods:send_again')}
        </wa-button>
        <span role="status" class="quiet"
          >${this.sentAgain ? this.t('contact-methods:sent_again') : nothing}</span
        >
      </p>
      ${
        this.secret === null
          ? nothing
          : copyField(
              this.i18n,
              this.t('contact-methods:secret'),
              this.secret,
              this.t('contact-methods:secret_hint'),
            )
      }`;
  }

  async #send({ address = '', code = '' }: Record<string, string>): Promise<Result<ContactMethod | null>> {
    if (this.method) {
      const result = await this.store.verify(this.method, code.replace(/\D/g, ''));
      return result.ok ? { ok: true, data: null } : result;
    }
    const result = await this.store.add(addressOf(this.kind, address.trim()));
    if (!result.ok) return result;
    this.secret = result.data.secret;
    return { ok: true, data: result.data.method };
  }

  async #sendAgain(method: ContactMethod): Promise<void> {
    this.sentAgain = false;
    this.#form.reset();
    const result = await this.store.sendCode(method);
    this.sentAgain = result.ok;
    if (!result.ok) await this.#form.fail(result.error);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-contact-method-dialog': SupportContactMethodDialog;
  }
}
