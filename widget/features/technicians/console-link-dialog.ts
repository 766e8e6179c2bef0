import { html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { DialogElement } from '../../ui/console-dialog.ts';
import { isolated } from '../../ui/isolated.ts';
import type { Invitation, Technician } from './console-technicians.store.ts';

/** Shows a one-time link, once. */
export class SupportLinkDialog extends DialogElement {
  /** Whom the link is for. */
  @property({ attribute: false }) technician!: Technician;
  @property({ attribute: false }) invitation!: Invitation;

  override render(): TemplateResult {
    const { name, email } = this.technician;
    const { url, expiresAt } = this.invitation;
    const expires = this.date(expiresAt, { dateStyle: 'long', timeStyle: 'short' });
    return this.renderDialog(
      this.t('technicians:link_title', { name }),
      html`<form>
        <p>${this.t('technicians:link_text', { email: isolated(email), expires })}</p>
        <support-copy-field
          .i18n=${this.i18n}
          label=${this.t('technicians:link')}
          value=${url}
        ></support-copy-field>
      </form>`,
      html`<wa-button size="s" variant="brand" @click=${this.close}
        >${this.t('technicians:done')}</wa-button
      >`,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-link-dialog': SupportLinkDialog;
  }
}
