import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Problem } from '../core/result.ts';
import { StoreController } from '../controllers/store-controller.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { NavigateEvent } from '../ui/console-navigate.ts';
import { problemText } from '../ui/console-problem.ts';
import { baseStyles } from '../ui/console-styles.ts';
import { initials } from '../ui/initials.ts';
import type { App } from './app.ts';
import { topBarStyles } from './top-bar-styles.ts';

/** Account, navigation with live counts, the Status menu left of Configure (G25), and one's own menu. */
export class SupportTopBar extends ConsoleElement {
  static override styles = [baseStyles, topBarStyles];

  @property({ attribute: false }) app!: App;

  /** Why signing out did not work. */
  @state() private problem: Problem | null = null;

  readonly #path = new StoreController(this, () => this.app.router);
  readonly #session = new StoreController(this, () => this.app.session);
  readonly #counts = new StoreController(
    this,
    () => this.app.requests,
    ({ counts }) => counts,
  );

  override render(): TemplateResult | typeof nothing {
    const state = this.#session.value;
    if (state?.kind !== 'signed-in') return nothing;
    const { account } = state.session;
    const counts = this.#counts.value;
    return html`<header>
      <a class="brand" href="/requests/all">
        <span class="mark"><wa-icon name="inbox"></wa-icon></span>
        <span class="name">
          <strong>${account.name}</strong>
          <span class="quiet">${this.t('frame:product')}</span>
        </span>
      </a>
      <nav aria-label=${this.t('frame:main_navigation')}>
        ${this.#renderLink('/requests/all', 'requests', counts?.new ?? 0, 'new_badge')}
        ${this.#renderLink('/requests/mine', 'my_requests', counts?.mine ?? 0, 'mine_badge')}
        ${this.app.session.may('report.view') ? this.#renderLink('/reports/missed', 'reports') : nothing}
      </nav>
      <support-status-menu
        .i18n=${this.i18n}
        .store=${this.app.availability}
        .methods=${this.app.contactMethods}
      ></support-status-menu>
      <a class="configure" href="/configure" aria-current=${this.#inConfigure ? 'true' : 'false'}>
        <wa-icon name="gear"></wa-icon><span>${this.t('frame:configure')}</span>
      </a>
      ${this.#renderOwnMenu(state.session.technician)}
      <p role="alert" class="problem">${this.problem ? this.#signOutFailed(this.problem) : nothing}</p>
    </header>`;
  }

  #signOutFailed(problem: Problem): string {
    return this.t('frame:sign_out_failed', { reason: problemText(this.t, problem) });
  }

  get #inConfigure(): boolean {
    return this.#path.value?.startsWith('/configure') ?? false;
  }

  #renderLink(
    path: string,
    name: 'requests' | 'my_requests' | 'reports',
    count = 0,
    badge: 'new_badge' | 'mine_badge' = 'new_badge',
  ): TemplateResult {
    const at = this.#path.value ?? '';
    const isList = path === '/requests/all';
    const current = isList ? at.startsWith('/requests/') && at !== '/requests/mine' : at === path;
    return html`<a href=${path} aria-current=${current ? (at === path ? 'page' : 'true') : 'false'}>
      <span class="long">${this.t(`frame:${name}`)}</span>
      <span class="short" aria-hidden="true">${this.t(`frame:${name}_short`)}</span>
      ${
        count > 0
          ? html`<span class="badge ${badge}">
              <span aria-hidden="true">${count}</span>
              <span class="visually-hidden">${this.t(`frame:${badge}`, { count })}</span>
            </span>`
          : nothing
      }
    </a>`;
  }

  #renderOwnMenu({ name, email }: { name: string; email: string }): TemplateResult {
    return html`<wa-dropdown placement="bottom-end" size="s" @wa-select=${this.#select}>
      <button slot="trigger" type="button" class="own">
        <span aria-hidden="true">${initials(name)}</span>
        <span class="visually-hidden">${this.t('frame:account_menu', { name })}</span>
      </button>
      <div class="who">
        <strong>${name}</strong>
        <bdi dir="ltr" class="quiet">${email}</bdi>
      </div>
      <wa-dropdown-item value="profile">
        <wa-icon slot="icon" name="user"></wa-icon>${this.t('frame:profile')}
      </wa-dropdown-item>
      <wa-dropdown-item value="app">
        <wa-icon slot="icon" name="sliders"></wa-icon>${this.t('frame:configure_app')}
      </wa-dropdown-item>
      <wa-dropdown-item value="sign-out">
        <wa-icon slot="icon" name="sign-out"></wa-icon>${this.t('frame:sign_out')}
      </wa-dropdown-item>
    </wa-dropdown>`;
  }

  readonly #select = (event: Event): void => {
    const { item } = (event as CustomEvent<{ item: { value: string } }>).detail;
    if (item.value === 'sign-out') void this.#signOut();
    else this.dispatchEvent(new NavigateEvent(`/configure/${item.value}`));
  };

  async #signOut(): Promise<void> {
    const result = await this.app.session.signOut();
    this.problem = result.ok ? null : result.error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-top-bar': SupportTopBar;
  }
}
