import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { loading, ready, type Loadable } from '../../core/loadable.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { portalDialogStyles } from './console-portal-dialog-styles.ts';
import type { Portal, PortalCode, PortalsStore } from './console-portals.store.ts';

const CODES = ['url', 'popup', 'inline', 'launcher'] as const;

/** "Show code and URLs": the portal's address and the codes to paste, each to copy and with an example (G17). */
export class SupportPortalCode extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    portalDialogStyles,
    css`
      wa-dialog {
        --width: 44rem;
      }
      section {
        display: grid;
        gap: var(--wa-space-xs);
      }
      section + section {
        padding-block-start: var(--wa-space-m);
        border-block-start: 1px solid var(--wa-color-surface-border);
      }
      summary {
        inline-size: fit-content;
        color: var(--wa-color-text-link);
        cursor: pointer;
      }
      details[open] summary {
        margin-block-end: var(--wa-space-xs);
      }
    `,
  ];

  @property({ attribute: false }) store!: PortalsStore;
  @property({ attribute: false }) portal!: Portal;

  @state() private code: Loadable<PortalCode> = loading;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render(): TemplateResult {
    const { code } = this;
    return this.renderDialog(
      this.t('portals:code_title', { company: this.portal.company.name }),
      html`<div class="stack">
        ${renderPending(this.t, code, () => void this.#read())}
        ${code.kind === 'ready' ? this.#renderCodes(code.value) : nothing}
      </div>`,
      html`<wa-button size="s" appearance="outlined" @click=${this.close}>
        ${this.t('portals:close')}
      </wa-button>`,
    );
  }

  #renderCodes(code: PortalCode): TemplateResult {
    return html`
      ${CODES.map((kind) => {
        const name = this.t(`portals:code_${kind}`);
        return html`<section>
          ${this.#renderField(name, code[kind], this.t(`portals:code_${kind}_hint`))}
          ${
            kind === 'url'
              ? html`<a href=${code.url} target="_blank" rel="noopener">${this.t('portals:open_portal')}</a>`
              : nothing
          }
          <details>
            <summary>${this.t('portals:example')}</summary>
            ${this.#renderField(this.t('portals:example_of', { name }), code.examples[kind])}
          </details>
        </section>`;
      })}
    `;
  }

  #renderField(label: string, value: string, hint = ''): TemplateResult {
    return html`<support-copy-field
      .i18n=${this.i18n}
      label=${label}
      value=${value}
      hint=${hint}
    ></support-copy-field>`;
  }

  async #read(): Promise<void> {
    this.code = loading;
    const result = await this.store.code(this.portal);
    this.code = result.ok ? ready(result.data) : { kind: 'failed', error: result.error };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal-code': SupportPortalCode;
  }
}
