import { css, html, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import type { SessionStore } from '../features/accounts/console-session.store.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { baseStyles } from '../ui/console-styles.ts';
import { ROUTES } from './routes.ts';

/**
 * Configure, the one root of all settings: its pages at the side, the chosen one beside them.
 * @slot - The page.
 */
export class SupportSettings extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: 13rem minmax(0, 1fr);
        min-block-size: 100%;
      }
      nav {
        padding: var(--wa-space-l) var(--wa-space-s);
        border-inline-end: 1px solid var(--wa-color-surface-border);
      }
      h2 {
        padding: 0 var(--wa-space-s) var(--wa-space-xs);
        color: var(--wa-color-text-quiet);
        font-size: var(--wa-font-size-s);
      }
      a {
        display: flex;
        align-items: center;
        gap: var(--wa-space-xs);
        padding: 0.375rem var(--wa-space-s);
        border-radius: var(--wa-border-radius-m);
        color: inherit;
        text-decoration: none;
      }
      a:hover {
        background: var(--wa-color-neutral-fill-quiet);
      }
      a[aria-current='page'] {
        background: var(--wa-color-brand-fill-quiet);
        color: var(--wa-color-brand-on-normal);
        font-weight: 500;
      }
      ::slotted(*) {
        min-inline-size: 0;
      }
      @media (max-width: 48rem) {
        :host {
          grid-template-columns: minmax(0, 1fr);
          grid-template-rows: auto 1fr;
        }
        nav {
          display: flex;
          flex-wrap: wrap;
          gap: var(--wa-space-2xs);
          padding: var(--wa-space-xs) var(--wa-space-s);
          border-inline-end: 0;
          border-block-end: 1px solid var(--wa-color-surface-border);
        }
        h2 {
          display: none;
        }
        a {
          padding-inline: var(--wa-space-xs);
        }
      }
    `,
  ];

  @property({ attribute: false }) session!: SessionStore;

  /** The path of the page that is shown. */
  @property() path = '';

  readonly #session = new StoreController(this, () => this.session);

  override render(): TemplateResult {
    void this.#session.value;
    const pages = ROUTES.filter(
      ({ settings, permission }) => settings && (!permission || this.session.may(permission)),
    );
    return html`<nav aria-label=${this.t('frame:configure')}>
        <h2>${this.t('frame:configure')}</h2>
        ${pages.map(
          ({ title, settings }) =>
            html`<a href=${settings!.path} aria-current=${settings!.path === this.path ? 'page' : 'false'}>
              <wa-icon name=${settings!.icon}></wa-icon>${this.t(title)}
            </a>`,
        )}
      </nav>
      <slot></slot>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-settings': SupportSettings;
  }
}
