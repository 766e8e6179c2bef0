import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { baseStyles } from '../ui/console-styles.ts';
import type { App } from './app.ts';
import { findRoute, redirect, type Route } from './routes.ts';
import { frameStyles } from './frame-styles.ts';

/** Top bar, the page the address asks for, and what has to be said above it. Knows no page from the inside. */
export class SupportFrame extends ConsoleElement {
  static override styles = [baseStyles, frameStyles];

  @property({ attribute: false }) app!: App;

  /** Routes whose elements are here; `null` when they could not be had. */
  @state() private loaded: Route | null | undefined;

  /** The last request that came in, said to screen readers on every page. */
  @state() private announced = '';

  @query('main') private readonly main!: HTMLElement;

  readonly #path = new StoreController(this, () => this.app.router);
  readonly #session = new StoreController(this, () => this.app.session);
  readonly #connection = new StoreController(this, () => this.app.transport.connection);
  readonly #counts = new StoreController(
    this,
    () => this.app.requests,
    ({ counts }) => counts.new,
  );
  readonly #unread = new StoreController(
    this,
    () => this.app.chats,
    (chats) => chats.reduce((sum, { unread }) => sum + unread, 0),
  );
  #shown: string | undefined;
  #stop: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.app.transport.on('notification:request', ({ number, customer, company }) => {
      this.announced = this.t('requests:announced', { number, customer, company });
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  protected override willUpdate(): void {
    const { router, session } = this.app;
    const target = redirect(router.get(), (permission) => session.may(permission));
    if (target) router.go(target, { replace: true });
    if (this.#found && this.#allowed && this.#found.route !== this.loaded) void this.#load();
  }

  protected override updated(_changed: PropertyValues): void {
    const path = this.#path.value;
    // A page change is a page load to somebody who cannot see it; the first page is a real one.
    if (this.#shown !== undefined && path !== this.#shown) this.main.focus();
    this.#shown = path;
    const count = (this.#counts.value ?? 0) + (this.#unread.value ?? 0);
    const page = this.t(this.#found?.route.title ?? 'frame:not_found_title');
    const account = this.#session.value?.kind === 'signed-in' ? this.#session.value.session.account.name : '';
    document.title = (count > 0 ? `(${count}) ` : '') + this.t('frame:title', { page, account });
  }

  override render(): TemplateResult {
    return html`
      <a class="skip visually-hidden" href="#main" @click=${this.#skip}>${this.t('frame:skip')}</a>
      <support-top-bar .i18n=${this.i18n} .app=${this.app}></support-top-bar>
      <support-availability-reminder
        .i18n=${this.i18n}
        .store=${this.app.availability}
        @support-answered=${() => this.main.focus()}
      ></support-availability-reminder>
      <support-arrival-summary .i18n=${this.i18n} .transport=${this.app.transport}></support-arrival-summary>
      <support-assigned
        .i18n=${this.i18n}
        .transport=${this.app.transport}
        .chats=${this.app.chats}
        path=${this.#path.value ?? ''}
      ></support-assigned>
      <div class="banner" role="status">${this.#renderConnection()}</div>
      <p class="visually-hidden" role="status">${this.announced}</p>
      <main id="main" tabindex="-1">${this.#renderPage()}</main>
    `;
  }

  get #found(): ReturnType<typeof findRoute> {
    return findRoute(this.#path.value ?? '');
  }

  get #allowed(): boolean {
    const permission = this.#found?.route.permission;
    return !permission || this.app.session.may(permission);
  }

  #renderConnection(): TemplateResult | string | typeof nothing {
    switch (this.#connection.value) {
      case 'waiting':
        return this.t('frame:connecting');
      case 'refused':
        return html`${this.t('frame:refused')}
          <wa-button size="xs" @click=${() => location.reload()}>${this.t('frame:reload')}</wa-button>`;
      default:
        return nothing;
    }
  }

  #renderPage(): TemplateResult {
    const found = this.#found;
    if (!found)
      return this.#renderMessage(
        this.t('frame:not_found_title'),
        this.t('frame:not_found'),
        html`<wa-button size="s" href="/requests/all">${this.t('frame:not_found_action')}</wa-button>`,
      );
    if (this.loaded === null)
      return this.#renderMessage(
        this.t('frame:failed_title'),
        this.t('errors:unreachable'),
        html`<wa-button size="s" @click=${() => void this.#load()}>${this.t('frame:try_again')}</wa-button>`,
      );
    const { route, parameter } = found;
    const page = this.#allowed ? this.#renderRoute(route, parameter) : this.#renderAdminsOnly();
    return route.settings
      ? html`<support-settings .i18n=${this.i18n} .session=${this.app.session} path=${this.#path.value!}>
          ${page}
        </support-settings>`
      : page;
  }

  #renderRoute(route: Route, parameter: string): TemplateResult {
    if (this.loaded !== route) return html`<p class="message quiet">${this.t('frame:loading')}</p>`;
    return route.render(this.app, parameter);
  }

  #renderAdminsOnly(): TemplateResult {
    const account = this.app.session.session?.account.name;
    return this.#renderMessage(this.t('frame:admins_only_title'), this.t('frame:admins_only', { account }));
  }

  #renderMessage(
    title: string,
    text: string,
    action: TemplateResult | typeof nothing = nothing,
  ): TemplateResult {
    return html`<div class="message">
      <h1>${title}</h1>
      <p>${text}</p>
      ${action}
    </div>`;
  }

  /** A late answer loses: only the page that is still asked for is shown. */
  async #load(): Promise<void> {
    const { route } = this.#found!;
    const here = await route.load().then(
      () => true,
      () => false,
    );
    if (this.#found?.route === route) this.loaded = here ? route : null;
  }

  readonly #skip = (event: Event): void => {
    event.preventDefault();
    this.main.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-frame': SupportFrame;
  }
}
