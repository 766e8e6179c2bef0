import { html, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { portalDialogStyles } from './console-portal-dialog-styles.ts';
import type { Portal, PortalsStore } from './console-portals.store.ts';
import { subdomainField } from './console-subdomain-field.ts';

/** Changes a portal's subdomain; its old address leads to the new one (G5). */
export class SupportRenamePortal extends DialogElement {
  static override styles = [...[DialogElement.styles].flat(), portalDialogStyles];

  @property({ attribute: false }) store!: PortalsStore;
  /** As it was when the dialog opened. */
  @property({ attribute: false }) portal!: Portal;

  @state() private subdomain: string | undefined;

  readonly #form = new FormController<Portal>(
    this,
    () =>
      this.store.update(this.store.find(this.portal.id) ?? this.portal, { subdomain: this.#typed.trim() }),
    () => this.close(),
  );

  override render(): TemplateResult {
    return this.renderDialog(
      this.t('portals:rename_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        <p>${this.t('portals:rename_text')}</p>
        ${subdomainField(this, this.#form, this.#typed, (value) => (this.subdomain = value))}
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, { cancel: this.t('portals:cancel'), send: this.t('portals:save') }),
    );
  }

  get #typed(): string {
    return this.subdomain ?? this.portal.subdomain;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-rename-portal': SupportRenamePortal;
  }
}
