import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { portalDialogStyles } from './console-portal-dialog-styles.ts';
import type { Portal, PortalsStore } from './console-portals.store.ts';

type Chats = 'finish' | 'close';

/** Asks what becomes of chats in progress before a portal goes Inactive (G23). */
export class SupportDeactivatePortal extends DialogElement {
  static override styles = [...[DialogElement.styles].flat(), portalDialogStyles];

  @property({ attribute: false }) store!: PortalsStore;
  @property({ attribute: false }) portal!: Portal;

  @state() private chats: Chats = 'finish';

  readonly #form = new FormController<Portal>(
    this,
    ({ message }) =>
      this.store.update(this.store.find(this.portal.id) ?? this.portal, {
        status: 'inactive',
        chats: this.chats,
        ...(this.chats === 'close' && message?.trim() && { message }),
      }),
    () => this.close(),
  );

  override render(): TemplateResult {
    return this.renderDialog(
      this.t('portals:deactivate_title', { company: this.portal.company.name }),
      html`<form novalidate @submit=${this.#form.submit}>
        <p>${this.t('portals:deactivate_text')}</p>
        <wa-radio-group
          size="s"
          name="chats"
          label=${this.t('portals:chats')}
          value="finish"
          @change=${(event: Event) => (this.chats = (event.target as HTMLInputElement).value as Chats)}
        >
          ${this.#renderChoice('finish')} ${this.#renderChoice('close')}
        </wa-radio-group>
        ${
          this.chats === 'close'
            ? html`<wa-textarea
                size="s"
                name="message"
                rows="3"
                maxlength="1000"
                label=${this.t('portals:message')}
              >
                ${this.#form.hint('message')}
              </wa-textarea>`
            : nothing
        }
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t('portals:cancel'),
        send: this.t('portals:deactivate'),
        dangerous: true,
      }),
    );
  }

  #renderChoice(chats: Chats): TemplateResult {
    return html`<wa-radio value=${chats}>
      ${this.t(`portals:chats_${chats}`)}
      <span class="quiet">– ${this.t(`portals:chats_${chats}_hint`)}</span>
    </wa-radio>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-deactivate-portal': SupportDeactivatePortal;
  }
}
