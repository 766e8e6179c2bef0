import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { copyField } from '../../ui/console-copy-field.ts';
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

  /** Null: all keys are pairs, of which the private half is not ours to write a program for. */
  @property({ attribute: false }) examples: Examples | null = null;
  @property({ attribute: false }) portalId = '';
  @property({ attribute: false }) origin = '';

  override render(): TemplateResult {
    return html`
      <section>
        <h3>${this.t('contacts:server_title')}</h3>
        <p class="quiet">${this.t(this.examples ? 'contacts:server_text' : 'contacts:server_pair')}</p>
        ${this.examples ? this.#renderExamples(this.examples) : nothing}
      </section>
      <section>
        ${copyField(this.i18n, this.t('contacts:page_title'), this.#page, this.t('contacts:page_text'))}
      </section>
      <section>
        ${copyField(
          this.i18n,
          this.t('contacts:policy'),
          `frame-src ${this.origin}`,
          this.t('contacts:policy_text'),
        )}
      </section>
    `;
  }

  #renderExamples(examples: Examples): TemplateResult {
    return html`<wa-tab-group without-scroll-controls>
      ${Object.entries(LANGUAGES).map(([name, title]) => html`<wa-tab panel=${name}>${title}</wa-tab>`)}
      ${(Object.keys(LANGUAGES) as (keyof Examples)[]).map(
        (name) =>
          html`<wa-tab-panel name=${name}>
            ${copyField(this.i18n, LANGUAGES[name], examples[name])}
          </wa-tab-panel>`,
      )}
    </wa-tab-group>`;
  }

  get #page(): string {
    return [
      `<support-portal portal="${this.portalId}"></support-portal>`,
      '<script type="module">',
      "  document.querySelector('support-portal').identityProvider = async () => {",
      "    const response = await fetch('/support-token');",
      '    if (response.status === 401) return null; // nobody is signed in',
      "    if (!response.ok) throw new Error('no token');",
      '    return response.text();',
      '  };',
      '</script>',
    ].join('\n');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-identity-code': SupportIdentityCode;
  }
}
