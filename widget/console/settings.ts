import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import type { SessionStore } from '../features/accounts/console-session.store.ts';
import { DisclosureController } from '../ui/console-disclosure.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { baseStyles } from '../ui/console-styles.ts';
import { ROUTES } from './routes.ts';

/**
 * Configure, the one root of all settings: its pages at the side, the chosen one beside them. Where there is no room
 * beside it, they open from a button that names the chosen one.
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
      a:hover,
      button:hover {
        background: var(--wa-color-neutral-fill-quiet);
      }
      button {
        display: none;
        align-items: center;
        gap: var(--wa-space-xs);
        inline-size: 100%;
        padding: 0.5rem var(--wa-space-s);
        border: 1px solid var(--wa-color-neutral-border-normal);
        border-radius: var(--wa-border-radius-m);
        background: var(--wa-color-surface-raised);
        color: inherit;
        font: inherit;
        font-weight: 500;
        text-align: start;
        cursor: pointer;
      }
      button wa-icon:last-child {
        margin-inline-start: auto;
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
          padding: var(--wa-space-xs) var(--wa-space-s);
          border-inline-end: 0;
          border-block-end: 1px solid var(--wa-color-surface-border);
        }
        h2,
        nav:not(.open) .pages {
          display: none;
        }
        button {
          display: flex;
        }
        .pages {
          display: grid;
          grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
          gap: var(--wa-space-2xs);
          padding-block-start: var(--wa-space-xs);
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
  readonly #menu = new DisclosureController(this);

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('path') && this.#menu.open) this.#menu.close();
  }

  override render(): TemplateResult {
    void this.#session.value;
    const pages = ROUTES.filter(
      ({ settings, permission }) => settings && (!permission || this.session.may(permission)),
    );
    const configure = this.t('frame:configure');
    const current = pages.find(({ settings }) => settings!.path === this.path);
    const name = current ? this.t(current.title) : configure;
    return html`<nav aria-label=${configure} class=${this.#menu.open ? 'open' : ''}>
        <h2>${configure}</h2>
        <button
          type="button"
          aria-expanded=${this.#menu.open ? 'true' : 'false'}
          aria-controls="pages"
          aria-label=${current ? `${configure}: ${name}` : configure}
          @click=${this.#menu.toggle}
        >
          <wa-icon name=${current?.settings!.icon ?? 'gear'}></wa-icon>${name}
          <wa-icon name="chevron-down"></wa-icon>
        </button>
        <div class="pages" id="pages">${pages.map((page) => this.#renderLink(page))}</div>
      </nav>
      <slot></slot>`;
  }

  #renderLink({ title, settings }: (typeof ROUTES)[number]): TemplateResult {
    return html`<a href=${settings!.path} aria-current=${settings!.path === this.path ? 'page' : 'false'}>
      <wa-icon name=${settings!.icon}></wa-icon>${this.t(title)}
    </a>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-settings': SupportSettings;
  }
}
