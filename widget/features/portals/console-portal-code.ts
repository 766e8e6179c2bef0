import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { loading, ready, type Loadable } from '../../core/loadable.ts';
import { copyField } from '../../ui/console-copy-field.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { portalDialogStyles } from './console-portal-dialog-styles.ts';
import type { Portal, PortalCode, PortalsStore } from './console-portals.store.ts';

const WAYS = ['popup', 'inline', 'launcher'] as const;
type Way = (typeof WAYS)[number];

/**
 * "Show code and URLs": the portal's address and the codes to paste, each to copy and with an example (G17). Codes also
 * with a pinned script, with the policy they need, and with a page that shows them at work. That page is a link: a
 * portal is shown in no frame, and in the console it would need scripts of another origin there.
 */
export class SupportPortalCode extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    portalDialogStyles,
    css`
      wa-dialog {
        --width: 44rem;
      }
      .stack {
        grid-template-columns: minmax(0, 1fr);
      }
      /* All in view on a phone too, instead of a row to scroll. */
      wa-tab-group::part(tabs) {
        flex-wrap: wrap;
      }
      wa-tab-panel::part(base) {
        padding-block: var(--wa-space-m) 0;
      }
      wa-tab::part(base) {
        padding: var(--wa-space-xs) clamp(0.375rem, 2vw, var(--wa-space-s));
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
  /** Codes with the script that never changes. */
  @state() private pinned = false;

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
    return html`<wa-tab-group without-scroll-controls>
      ${(['url', ...WAYS] as const).map(
        (name) => html`<wa-tab panel=${name}>${this.t(`portals:code_${name}_tab`)}</wa-tab>`,
      )}
      <wa-tab-panel name="url">
        <div class="stack">
          ${copyField(this.i18n, this.t('portals:code_url'), code.url, this.t('portals:code_url_hint'))}
          <a href=${code.url} target="_blank" rel="noopener">${this.t('portals:open_portal')}</a>
          ${this.#renderExample(this.t('portals:code_url'), code.examples.url)}
        </div>
      </wa-tab-panel>
      ${WAYS.map((way) => html`<wa-tab-panel name=${way}>${this.#renderWay(code, way)}</wa-tab-panel>`)}
    </wa-tab-group>`;
  }

  #renderWay(code: PortalCode, way: Way): TemplateResult {
    const name = this.t(`portals:code_${way}`);
    const shown = (this.pinned && code.pinned) || code;
    return html`<div class="stack">
      ${copyField(this.i18n, name, shown[way], this.t(`portals:code_${way}_hint`))}
      <div>
        <a href=${shown.previews[way]} target="_blank" rel="noopener" aria-describedby="preview-${way}"
          >${this.t('portals:preview_open')}</a
        >
        <p class="quiet" id="preview-${way}">${this.t('portals:preview_hint')}</p>
      </div>
      ${code.pinned ? this.#renderPin() : nothing} ${this.#renderExample(name, shown.examples[way])}
      <details>
        <summary>${this.t('portals:csp')}</summary>
        ${copyField(this.i18n, this.t('portals:csp_of', { name }), code.csp[way], this.t('portals:csp_hint'))}
      </details>
    </div>`;
  }

  #renderPin(): TemplateResult {
    return html`<wa-switch size="s" .checked=${this.pinned} @change=${this.#pin}>
      ${this.t('portals:pinned')}
      <span slot="hint">${this.t('portals:pinned_hint')}</span>
    </wa-switch>`;
  }

  #renderExample(name: string, example: string): TemplateResult {
    return html`<details>
      <summary>${this.t('portals:example')}</summary>
      ${copyField(this.i18n, this.t('portals:example_of', { name }), example)}
    </details>`;
  }

  readonly #pin = (event: Event): void => {
    this.pinned = (event.target as HTMLInputElement).checked;
  };

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
