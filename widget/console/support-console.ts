import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { problemText } from '../ui/console-problem.ts';
import { baseStyles } from '../ui/console-styles.ts';
import type { App } from './app.ts';
import { takeToken } from './router.ts';

/** The console: one of its doors (sign-in, set-up, invitation), or, for somebody signed in, the frame with its pages. */
export class SupportConsole extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      .wait {
        display: grid;
        place-content: center;
        justify-items: center;
        gap: var(--wa-space-m);
        min-block-size: 100dvh;
        padding: var(--wa-space-m);
        text-align: center;
        font-size: 1.5rem;
      }
      .wait p {
        font-size: var(--wa-font-size-m);
        max-inline-size: 30rem;
      }
    `,
  ];

  @property({ attribute: false }) app!: App;

  /** The page for setting up a second factor is shown. */
  @state() private securing = false;

  readonly #session = new StoreController(this, () => this.app.session);
  readonly #path = new StoreController(this, () => this.app.router);
  /** Taken out of the address bar at once, for whichever page wants it. */
  readonly #token = takeToken();
  #life: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.app.router.start(this.#life.signal);
    void this.app.session.resume();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life?.abort();
  }

  protected override updated(_changed: PropertyValues): void {
    document.documentElement.lang = this.i18n.get();
    document.documentElement.dir = this.i18n.direction;
    if (this.#session.value?.kind !== 'signed-in') document.title = this.t('frame:product');
  }

  protected override willUpdate(): void {
    const state = this.#session.value;
    // Stays until the new recovery codes were read, although by then all is allowed.
    if (state?.kind !== 'signed-in') this.securing = false;
    else if (state.session.mustSecure) this.securing = true;
  }

  override render(): TemplateResult {
    const { i18n, rest, session } = this.app;
    const path = this.#path.value;
    const state = this.#session.value!;
    if (path === '/setup')
      return html`<support-set-up
        .i18n=${i18n}
        .rest=${rest}
        .session=${session}
        .token=${this.#token}
      ></support-set-up>`;
    if (path === '/invitation')
      return html`<support-invitation
        .i18n=${i18n}
        .rest=${rest}
        .session=${session}
        .token=${this.#token}
      ></support-invitation>`;
    if (state.kind === 'signed-in' && (state.session.mustSecure || this.securing))
      return this.#renderMustSecure();
    if (state.kind === 'signed-in')
      return html`<support-frame .i18n=${i18n} .app=${this.app}></support-frame>`;
    if (state.kind === 'signed-out')
      return html`<support-sign-in
        .i18n=${i18n}
        .session=${session}
        .preferences=${this.app.preferences}
        ?ended=${state.ended}
        .begun=${state.begun}
        .step=${state.secondStep}
      ></support-sign-in>`;
    if (state.kind === 'failed')
      return html`<main class="wait">
        <p role="alert">${problemText(this.t, state.error)}</p>
        <wa-button size="s" @click=${() => session.resume()}>${this.t('frame:try_again')}</wa-button>
      </main>`;
    return html`<main class="wait"><wa-spinner></wa-spinner></main>`;
  }

  #renderMustSecure(): TemplateResult {
    // Loaded with the first use; until then the tag is an empty element.
    void import('../features/sign-in/console-elements.ts');
    const { i18n, session, security, policy } = this.app;
    return html`<support-must-secure
      .i18n=${i18n}
      .session=${session}
      .security=${security}
      .policy=${policy}
      @support-secured=${() => (this.securing = false)}
    ></support-must-secure>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-console': SupportConsole;
  }
}
