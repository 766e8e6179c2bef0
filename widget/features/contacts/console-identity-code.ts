import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { Examples } from './console-identity-keys.store.ts';

const LANGUAGES = { node: 'Node.js', php: 'PHP', python: 'Python', dotnet: '.NET' } as const;

/** What a website needs: a program for its server, a line for its page, and what its policy has to allow. */
export class SupportIdentityCode extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-m);
      }
      h3 {
        margin: 0 0 var(--wa-space-2xs);
        font-size: 1em;
        font-weight: 500;
      }
      wa-tab-group::part(tabs) {
        flex-wrap: wrap;
      }
      wa-tab-panel::part(base) {
        padding-block: var(--wa-space-s) 0;
      }
      wa-tab::part(base) {
        padding: var(--wa-space-xs) clamp(0.375rem, 2vw, var(--wa-space-s));
      }
    `,
  ];

  @property({ attribute: false }) examples!: Examples;
  @property({ attribute: false }) portalId = '';
  @property({ attribute: false }) origin = '';

  override render(): TemplateResult {
    return html`
      <section>
        <h3>${this.t('contacts:server_title')}</h3>
        <p class="quiet">${this.t('contacts:server_text')}</p>
        <wa-tab-group without-scroll-controls>
          ${Object.entries(LANGUAGES).map(([name, title]) => html`<wa-tab panel=${name}>${title}</wa-tab>`)}
          ${(Object.keys(LANGUAGES) as (keyof Examples)[]).map(
            (name) =>
              html`<wa-tab-panel name=${name}>
                ${this.#renderCode(LANGUAGES[name], this.examples[name])}
              </wa-tab-panel>`,
          )}
        </wa-tab-group>
      </section>
      <section>
        ${this.#renderCode(this.t('contacts:page_title'), this.#page, this.t('contacts:page_text'))}
      </section>
      <section>
        ${this.#renderCode(
          this.t('contacts:policy'),
          `frame-src ${this.origin}`,
          this.t('contacts:policy_text'),
        )}
      </section>
    `;
  }

  get #page(): string {
    return [
      `<support-portal portal="${this.portalId}"></support-portal>`,
      '<script type="module">',
      "  document.querySelector('support-portal').identityProvider = async () => {",
      "    const response = await fetch('/support-token');",
      '    return response.ok ? response.text() : null;',
      '  };',
      '</script>',
    ].join('\n');
  }

  #renderCode(label: string, value: string, hint = ''): TemplateResult {
    return html`<support-copy-field
      .i18n=${this.i18n}
      label=${label}
      value=${value}
      hint=${hint}
    ></support-copy-field>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-identity-code': SupportIdentityCode;
  }
}
