import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import type { CompaniesStore } from '../companies/index.ts';
import type { IdentityKeysStore } from '../contacts/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import { portalUrl } from './console-portal-url.ts';
import type { SupportPortalActEvent } from './console-portals-table.ts';
import type { Portal, PortalsStore } from './console-portals.store.ts';

type Open =
  | { kind: 'add' }
  | { kind: 'looks'; portal: Portal | null; settings: SettingsStore }
  | { kind: 'keys'; portal: Portal; keys: IdentityKeysStore }
  | { kind: 'code' | 'origins' | 'rename' | 'deactivate'; portal: Portal };

/** Configure > Customer portals: every portal of the account, and the dialogs that make and change one. */
export class SupportPortalsPage extends ConsoleElement {
  static override styles = [baseStyles, tableStyles];

  @property({ attribute: false }) store!: PortalsStore;
  @property({ attribute: false }) companies!: CompaniesStore;

  @state() private open: Open | null = null;
  @state() private problem: Problem | null = null;

  readonly #portals = new StoreController(this, () => this.store);
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.store.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  override render(): TemplateResult {
    const portals = valueOf(this.#portals.value);
    return html`<div class="page">
        <header>
          <div>
            <h1>${this.t('portals:title')}</h1>
            <p class="quiet">${this.t('portals:intro')}</p>
          </div>
          <wa-button size="s" appearance="outlined" @click=${() => this.#openLooks(null)}>
            <wa-icon slot="start" name="palette"></wa-icon>${this.t('portals:looks_general')}
          </wa-button>
          <wa-button size="s" variant="brand" @click=${() => (this.open = { kind: 'add' })}>
            <wa-icon slot="start" name="plus"></wa-icon>${this.t('portals:add')}
          </wa-button>
        </header>
        <div role="alert">${renderProblem(this.t, this.problem)}</div>
        ${renderPending(this.t, this.#portals.value, () => void this.store.load())}
        ${portals?.length === 0 ? this.#renderEmpty() : nothing}
        ${
          portals && portals.length > 0
            ? html`<support-portals-table
                .i18n=${this.i18n}
                .portals=${portals}
                @support-portal-act=${this.#act}
              ></support-portals-table>`
            : nothing
        }
      </div>
      ${this.open ? this.#renderOpen(this.open) : nothing}`;
  }

  #renderEmpty(): TemplateResult {
    return html`<div class="empty">
      <wa-icon name="globe"></wa-icon>
      <h2>${this.t('portals:empty_title')}</h2>
      <p class="quiet">${this.t('portals:empty')}</p>
    </div>`;
  }

  #renderOpen(open: Open): TemplateResult {
    const { i18n, store, companies } = this;
    const gone = (): void => void (this.open = null);
    if (open.kind === 'add')
      return html`<support-add-portal
        .i18n=${i18n}
        .store=${store}
        .companies=${companies}
        @support-dismissed=${gone}
      ></support-add-portal>`;
    if (open.kind === 'looks')
      return html`<support-branding
        .i18n=${i18n}
        .settings=${open.settings}
        company=${open.portal?.company.name ?? ''}
        @support-dismissed=${gone}
      ></support-branding>`;
    const { portal } = open;
    switch (open.kind) {
      case 'code':
        return html`<support-portal-code
          .i18n=${i18n}
          .store=${store}
          .portal=${portal}
          @support-dismissed=${gone}
        ></support-portal-code>`;
      case 'keys':
        return html`<support-identity-keys
          .i18n=${i18n}
          .store=${open.keys}
          .company=${portal.company.name}
          .origin=${new URL(portalUrl(portal.subdomain)).origin}
          @support-dismissed=${gone}
        ></support-identity-keys>`;
      case 'origins':
        return html`<support-portal-origins
          .i18n=${i18n}
          .store=${store}
          .portal=${portal}
          @support-dismissed=${gone}
        ></support-portal-origins>`;
      case 'rename':
        return html`<support-rename-portal
          .i18n=${i18n}
          .store=${store}
          .portal=${portal}
          @support-dismissed=${gone}
        ></support-rename-portal>`;
      case 'deactivate':
        return html`<support-deactivate-portal
          .i18n=${i18n}
          .store=${store}
          .portal=${portal}
          @support-dismissed=${gone}
        ></support-deactivate-portal>`;
    }
  }

  #openLooks(portal: Portal | null): void {
    this.open = { kind: 'looks', portal, settings: this.store.settingsOf(portal) };
  }

  readonly #act = async ({ verb, portal }: SupportPortalActEvent): Promise<void> => {
    this.problem = null;
    if (verb === 'looks') return this.#openLooks(portal);
    if (verb !== 'activate') {
      this.open =
        verb === 'keys' ? { kind: verb, portal, keys: this.store.keysOf(portal) } : { kind: verb, portal };
      return;
    }
    const result = await this.store.update(portal, { status: 'active' });
    this.problem = result.ok ? null : result.error;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portals-page': SupportPortalsPage;
  }
}
