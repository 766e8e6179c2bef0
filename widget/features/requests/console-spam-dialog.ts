import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { isolated } from '../../ui/isolated.ts';
import { BLOCKABLE, type Blockable, type RequestStore } from './console-request.store.ts';
import type { Request } from './console-requests.store.ts';

/** A request is spam or abuse: it is over, and whoever it came from can be kept from asking again. */
export class SupportSpamDialog extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    css`
      fieldset {
        display: grid;
        gap: var(--wa-space-xs);
        margin: 0;
        padding: 0;
        border: 0;
      }
      legend {
        padding: 0 0 var(--wa-space-xs);
        font-weight: 500;
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--wa-space-xs);
        align-items: baseline;
        overflow-wrap: anywhere;
      }
      .about {
        grid-column: 2;
        font-size: var(--wa-font-size-s);
      }
    `,
  ];

  @property({ attribute: false }) store!: RequestStore;
  @property({ attribute: false }) request!: Request;

  readonly #form = new FormController<unknown>(
    this,
    (values) => this.store.markSpam(BLOCKABLE.filter((kind) => kind in values)),
    () => this.close(),
  );

  override render(): TemplateResult {
    const { email } = this.request.customer;
    const kinds = BLOCKABLE.filter((kind) => kind !== 'email' || email !== null);
    return this.renderDialog(
      this.t('requests:spam_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        <p>${this.t('requests:spam_text')}</p>
        <fieldset>
          <legend>${this.t('requests:block')}</legend>
          ${kinds.map((kind) => this.#renderKind(kind))}
        </fieldset>
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t('requests:cancel'),
        send: this.t('requests:spam_mark'),
      }),
    );
  }

  #renderKind(kind: Blockable): TemplateResult {
    const { name, email } = this.request.customer;
    const said = { customer: name, email: isolated(email ?? ''), network: this.t('requests:block_network') };
    return html`<label>
      <input type="checkbox" name=${kind} aria-describedby="about-${kind}" />
      <span>${said[kind]}</span>
      <span class="about quiet" id="about-${kind}">${this.t(`requests:block_${kind}_hint`)}</span>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-spam-dialog': SupportSpamDialog;
  }
}
