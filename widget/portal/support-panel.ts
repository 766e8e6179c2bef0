import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { KeepFocusController } from '../controllers/keep-focus-controller.ts';
import { LocalizeController } from '../controllers/localize-controller.ts';
import { StoreController } from '../controllers/store-controller.ts';
import type { PortalView } from '../features/portals/portal.store.ts';
import type {
  SupportFillEvent,
  SupportOwnRequest,
  SupportRequestEvent,
  SupportRequestForm,
} from '../features/requests/index.ts';
import type { I18n } from '../i18n/i18n.ts';
import type { PortalTexts } from '../i18n/locales/en/portal.ts';
import { controls } from '../styles/controls.ts';
import { tokens } from '../styles/tokens.ts';
import { closedIcon, closeIcon, popOutIcon, settingsIcon } from '../ui/icons.ts';
import type { AppSettings } from './app-settings.ts';
import type { SupportSettingsEvent } from './support-app-settings.ts';
import { BrandController } from './brand-controller.ts';
import { boundary, panelStyles } from './panel.styles.ts';
import { popOut, type PopOutProblem } from './pop-out.ts';
import type { PortalSession } from './session.ts';
import { viewOf, type View } from './view.ts';

/** Only an admin or the page's developer can mend these: trying again cannot help. */
const FINAL: ReadonlySet<string> = new Set(['origin_refused', 'unknown_portal']);

/**
 * The customer's portal: a header, a line about the connection, and the one view the server's answers call for.
 *
 * @fires support-close when the person puts it away
 */
export class SupportPanel extends LitElement {
  static override styles = [boundary, tokens, controls, panelStyles];

  /** The connection and the stores. The owner starts and stops it. */
  @property({ attribute: false }) session!: PortalSession;
  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<PortalTexts>;
  /** It can be put away: there is a launcher to bring it back. */
  @property({ type: Boolean }) closable = false;
  /** Address of the page where a conversation goes on in a window of its own; empty: it is in one. */
  @property({ attribute: false }) popUp = '';

  /** What the visitor chose for themselves. */
  @property({ attribute: false }) settings: AppSettings = { language: null, scheme: null };
  /** They chose something else. */
  @property({ attribute: false }) onSettings: (settings: AppSettings) => void = () => {};

  /** The choices are shown. */
  @state() private choosing = false;
  /** Why it could not go on in a window. */
  @state() private popUpProblem: PopOutProblem | null = null;

  readonly #portal = new StoreController(this, () => this.session.portal);
  readonly #requests = new StoreController(this, () => this.session.requests);
  readonly #talk = new StoreController(this, () => this.session.talk);
  readonly #connection = new StoreController(this, () => this.session.transport.connection);
  readonly #brand = new BrandController(this, () => this.#portal.value!);
  readonly #localize = new LocalizeController(this, () => this.i18n);

  @query('main') private readonly main!: HTMLElement;
  @query('support-request-form, support-own-request')
  private readonly view!: SupportRequestForm | SupportOwnRequest | null;
  /** Focus was asked for and waits for a field. */
  #focusing = false;

  constructor() {
    super();
    this.addController(new KeepFocusController(this, () => this.view ?? this.main));
    this.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing || !(this.choosing || this.closable)) return;
      // Once is enough: a `CloseWatcher` hears of what is not taken.
      event.preventDefault();
      if (this.choosing) void this.#onChoose();
      else this.#onClose();
    });
  }

  /** Moves into what is shown: the field to write in, or the first one of the form, as soon as there is one. */
  override focus(): void {
    this.#focusing = true;
    this.renderRoot.querySelector<HTMLElement>('button')?.focus();
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const { t } = this.#localize;
    const view = viewOf(this.#portal.value!, this.#requests.value!);
    const lost = this.#connection.value === 'waiting' && view.kind !== 'problem';
    return html`
      <div class="header" part="header">
        ${this.#brand.logo ?? html`<span class="mark"></span>`}
        <h1>${this.#brand.name ?? t('portals:title')} ${this.#renderPresence(view)}</h1>
        ${this.#renderButton('settings', settingsIcon, () => this.#onChoose(), this.choosing)}
        ${
          this.popUp && view.kind === 'request'
            ? this.#renderButton('popOut', popOutIcon, () => this.#onPopOut())
            : nothing
        }
        ${this.closable ? this.#renderButton('close', closeIcon, () => this.#onClose()) : nothing}
      </div>
      ${
        this.choosing
          ? html`<support-app-settings
              .i18n=${this.i18n}
              .settings=${this.settings}
              @support-settings=${({ settings }: SupportSettingsEvent) => this.onSettings(settings)}
            ></support-app-settings>`
          : nothing
      }
      <div role="status">
        ${lost ? html`<p class="banner">${t('portals:reconnecting')}</p>` : nothing}
        ${this.popUpProblem ? html`<p class="banner">${t(this.popUpProblem)}</p>` : nothing}
      </div>
      <main tabindex="-1">${this.#renderView(view)}</main>
    `;
  }

  #renderButton(
    name: 'settings' | 'popOut' | 'close',
    icon: unknown,
    press: () => unknown,
    expanded?: boolean,
  ): TemplateResult {
    const words = this.#localize.t(`portals:${name}`);
    return html`<button
      class="icon-button ${name}"
      type="button"
      aria-label=${words}
      title=${words}
      aria-expanded=${expanded ?? nothing}
      @click=${press}
    >
      ${icon}
    </button>`;
  }

  protected override willUpdate(): void {
    this.lang = this.#localize.value!;
    this.dir = this.#localize.direction;
  }

  protected override async updated(): Promise<void> {
    const { view } = this;
    if (!this.#focusing || !view) return;
    this.#focusing = false;
    await view.updateComplete;
    view.focus();
  }

  #renderPresence(view: View): TemplateResult | typeof nothing {
    if (view.kind !== 'form') return nothing;
    const live = view.view.kind === 'live-form';
    const words = this.#localize.t(live ? 'portals:live' : 'portals:offline');
    return html`<span class="presence ${live ? '' : 'away'}">${words}</span>`;
  }

  #renderView(view: View): TemplateResult {
    const { t } = this.#localize;
    switch (view.kind) {
      case 'loading':
        return html`<div class="centre">
          <div class="sign busy">
            <span class="dots" aria-hidden="true"><i></i><i></i><i></i></span>
          </div>
          <p class="muted" role="status">${t('portals:loading')}</p>
        </div>`;
      case 'problem':
        return this.#renderProblem(view.code);
      case 'closed':
        return this.#renderClosed(view.view);
      case 'form':
        return this.#renderForm(view.view);
      case 'request':
        return this.#renderRequest(view);
    }
  }

  #renderProblem(code: Extract<View, { kind: 'problem' }>['code']): TemplateResult {
    const { t } = this.#localize;
    return html`
      <div class="centre" role="alert">
        <div class="sign">${closedIcon}</div>
        <p>${t(`errors:${code}`)}</p>
        ${
          FINAL.has(code)
            ? nothing
            : html`<button class="button" type="button" @click=${this.#onRetry}>
                ${t('portals:retry')}
              </button>`
        }
      </div>
    `;
  }

  #renderClosed(view: PortalView): TemplateResult {
    const { text } = this.session.requests.draft.get();
    return html`
      <div class="centre" role="status">
        <div class="sign">${closedIcon}</div>
        <p>${this.#unavailable(view)}</p>
      </div>
      ${
        text
          ? html`<div class="draft">
              <label for="draft">${this.#localize.t('requests:draftKept')}</label>
              <textarea id="draft" readonly dir="auto" .value=${text}></textarea>
            </div>`
          : nothing
      }
    `;
  }

  #renderForm(view: PortalView): TemplateResult {
    const { action } = this.#requests.value!;
    const { draft } = this.session.requests;
    return html`
      <support-request-form
        .i18n=${this.i18n}
        .form=${draft.get()}
        .live=${view.kind === 'live-form'}
        .lead=${view.texts[view.kind === 'live-form' ? 'welcome' : 'away'][this.i18n.get()] ?? ''}
        .opensAt=${view.opensAt}
        .emailRequired=${view.emailRequired}
        .contact=${this.session.contact ?? null}
        .busy=${action.kind === 'busy'}
        .problem=${action.kind === 'failed' ? action.error : null}
        @support-fill=${this.#onFill}
        @support-request=${this.#onRequest}
      ></support-request-form>
      ${
        draft.forgetful
          ? html`<p class="notice" role="status">${this.#localize.t('threads:notKept')}</p>`
          : nothing
      }
    `;
  }

  #renderRequest({ view, request }: Extract<View, { kind: 'request' }>): TemplateResult {
    return html`
      <support-own-request
        .requests=${this.session.requests}
        .request=${request}
        .thread=${this.#talk.value!.thread!}
        .transport=${this.session.transport}
        .i18n=${this.i18n}
        .unavailable=${this.#unavailable(view)}
        .open=${view.kind !== 'closed'}
      ></support-own-request>
    `;
  }

  /** The admin's own words come before the built-in ones. */
  #unavailable({ texts }: PortalView): string {
    return texts.unavailable[this.i18n.get()] ?? this.#localize.t('portals:unavailable');
  }

  /** Shows the choices, or puts them away; the focus goes along. */
  async #onChoose(): Promise<void> {
    // Loaded with the first use; until then the tag is an empty element.
    await import('./app-settings-element.ts').catch(() => {});
    this.choosing = !this.choosing;
    await this.updateComplete;
    const next = this.choosing ? 'support-app-settings' : '.settings';
    this.renderRoot.querySelector<HTMLElement>(next)?.focus();
  }

  #onClose(): void {
    this.dispatchEvent(new Event('support-close'));
  }

  async #onPopOut(): Promise<void> {
    this.popUpProblem = await popOut(this.session.transport, this.popUp);
    if (!this.popUpProblem && this.closable) this.#onClose();
  }

  #onRetry(): void {
    this.session.retry();
    // The button goes; what comes in its place takes the focus.
    this.focus();
  }

  #onFill(event: SupportFillEvent): void {
    this.session.requests.draft.set(event.form);
    // Storage may have refused it: then that is said.
    this.requestUpdate();
  }

  #onRequest(event: SupportRequestEvent): void {
    void this.session.requests.open(event.form);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-panel': SupportPanel;
  }
}
