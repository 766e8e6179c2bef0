import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { copyField } from '../../ui/console-copy-field.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { identityKeysStyles } from './console-identity-keys-styles.ts';
import type { IdentityKey, IdentityKeysStore, NewKey } from './console-identity-keys.store.ts';

type Algorithm = IdentityKey['algorithm'];
const ALGORITHMS: readonly Algorithm[] = ['HS256', 'EdDSA', 'ES256'];

/** Adds a key; a secret the server has made is shown here, once. */
export class SupportAddIdentityKey extends DialogElement {
  static override styles = [...[DialogElement.styles].flat(), identityKeysStyles];

  @property({ attribute: false }) store!: IdentityKeysStore;

  @state() private algorithm: Algorithm = 'HS256';
  @state() private made: NewKey | null = null;

  readonly #form = new FormController<NewKey>(
    this,
    ({ name = '', publicKey = '' }) =>
      this.store.add({
        name: name.trim(),
        algorithm: this.algorithm,
        ...(this.algorithm !== 'HS256' && { publicKey }),
      }),
    (made) => (made.secret === null ? this.close() : void (this.made = made)),
  );

  override render(): TemplateResult {
    return this.made?.secret ? this.#renderSecret(this.made.key, this.made.secret) : this.#renderForm();
  }

  #renderForm(): TemplateResult {
    return this.renderDialog(
      this.t('contacts:add_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        ${this.#form.text('name', {
          label: this.t('contacts:name'),
          hint: this.t('contacts:name_hint'),
          maxlength: 120,
          autofocus: true,
        })}
        <wa-radio-group
          size="s"
          name="algorithm"
          label=${this.t('contacts:kind')}
          value=${this.algorithm}
          @change=${(event: Event) =>
            (this.algorithm = (event.target as HTMLInputElement).value as Algorithm)}
        >
          ${ALGORITHMS.map(
            (algorithm) =>
              html`<wa-radio value=${algorithm}>
                ${this.t(`contacts:kind_${algorithm}`)}
                <span class="quiet">– ${this.t(`contacts:kind_${algorithm}_hint`)}</span>
              </wa-radio>`,
          )}
        </wa-radio-group>
        ${this.algorithm === 'HS256' ? nothing : this.#renderPublicKey()} ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, { cancel: this.t('contacts:cancel'), send: this.t('contacts:add') }),
    );
  }

  #renderPublicKey(): TemplateResult {
    return html`<wa-textarea
      size="s"
      class="code"
      name="publicKey"
      required
      rows="5"
      maxlength="2000"
      spellcheck="false"
      label=${this.t('contacts:public_key')}
      placeholder="-----BEGIN PUBLIC KEY-----"
      ?data-refused=${this.#form.reason('publicKey') !== undefined}
    >
      ${this.#form.hint('publicKey', this.t('contacts:public_key_hint'))}
    </wa-textarea>`;
  }

  #renderSecret(key: IdentityKey, secret: string): TemplateResult {
    return this.renderDialog(
      this.t('contacts:secret_title', { name: key.name }),
      html`<div class="stack">
        <wa-callout variant="warning" size="s">${this.t('contacts:secret_once')}</wa-callout>
        ${copyField(this.i18n, this.t('contacts:secret'), secret, this.t('contacts:secret_hint'))}
        ${copyField(this.i18n, this.t('contacts:key_id'), key.id, this.t('contacts:key_id_hint'))}
      </div>`,
      html`<wa-button size="s" variant="brand" @click=${this.close}>${this.t('contacts:done')}</wa-button>`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-add-identity-key': SupportAddIdentityKey;
  }
}
