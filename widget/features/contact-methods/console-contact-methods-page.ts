import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import { isolated } from '../../ui/isolated.ts';
import type { SessionStore } from '../accounts/index.ts';
import type { FailedStore } from '../notifications/index.ts';
import { knowsPush, subscribe } from './console-push.ts';
import type { TypedKind } from './console-contact-method-dialog.ts';
import { contactMethodsStyles } from './console-contact-methods-styles.ts';
import type {
  ContactKind,
  ContactMethod,
  ContactMethods,
  ContactMethodsStore,
} from './console-contact-methods.store.ts';

const ICONS: Record<ContactKind, string> = {
  email: 'envelope',
  text: 'phone',
  webhook: 'arrows',
  push: 'bell',
};
/** As many as the server takes. */
const MOST = 10;

type Dialog = { kind: TypedKind } | { method: ContactMethod } | { removing: ContactMethod };

/** Configure > Contact methods: how one is told of requests, and for admins what could not be sent (G15). */
export class SupportContactMethodsPage extends ConsoleElement {
  static override styles = [baseStyles, formStyles, contactMethodsStyles];

  @property({ attribute: false }) store!: ContactMethodsStore;
  @property({ attribute: false }) failed!: FailedStore;
  @property({ attribute: false }) session!: SessionStore;

  @state() private dialog: Dialog | null = null;
  @state() private problem: Problem | null = null;
  /** The browser does not allow notifications. */
  @state() private refused = false;
  @state() private announced = '';

  readonly #methods = new StoreController(this, () => this.store);
  readonly #session = new StoreController(this, () => this.session);

  override render(): TemplateResult {
    void this.#session.value;
    const view = valueOf(this.#methods.value);
    return html`<div class="page">
        <section>
          <h1>${this.t('contact-methods:title')}</h1>
          <p class="quiet">${this.t('contact-methods:intro')}</p>
          <div role="alert" class="alert">
            ${renderProblem(this.t, this.problem)}
            ${
              this.refused
                ? html`<wa-callout variant="warning" size="s"
                    >${this.t('contact-methods:push_refused')}</wa-callout
                  >`
                : nothing
            }
          </div>
          <p class="visually-hidden" role="status">${this.announced}</p>
          ${renderPending(this.t, this.#methods.value, () => void this.store.load())}
          ${view ? this.#renderMethods(view) : nothing}
        </section>
        ${
          this.session.may('technician.manage')
            ? html`<support-failed-notifications
                .i18n=${this.i18n}
                .store=${this.failed}
              ></support-failed-notifications>`
            : nothing
        }
      </div>
      ${this.dialog ? this.#renderDialog(this.dialog) : nothing}`;
  }

  #renderMethods({ methods, kinds }: ContactMethods): TemplateResult {
    const offered = kinds.filter((kind) => kind !== 'push' || knowsPush());
    return html`${
        methods.length === 0
          ? html`<p class="none quiet">${this.t('contact-methods:none')}</p>`
          : html`<ul role="list">
              ${methods.map((method) => this.#renderMethod(method))}
            </ul>`
      }
      <div class="actions">
        ${offered.map(
          (kind) =>
            html`<wa-button
              size="s"
              appearance="outlined"
              ?disabled=${methods.length >= MOST}
              @click=${() => (kind === 'push' ? void this.#addBrowser() : (this.dialog = { kind }))}
            >
              <wa-icon slot="start" name=${ICONS[kind]}></wa-icon>${this.t(`contact-methods:add_${kind}`)}
            </wa-button>`,
        )}
      </div>`;
  }

  #renderMethod(method: ContactMethod): TemplateResult {
    const { kind, address, verified, chosen } = method;
    return html`<li>
      <wa-icon name=${ICONS[kind]}></wa-icon>
      <div>
        <strong><bdi>${address}</bdi></strong>
        <div class="quiet">${this.t(`contact-methods:${kind}`)}</div>
      </div>
      ${
        verified
          ? html`<span class="tag ${chosen ? 'good' : ''}"
              >${this.t(`contact-methods:${chosen ? 'in_use' : 'not_ticked'}`)}</span
            >`
          : html`<span class="tag bad">${this.t('contact-methods:unverified')}</span>`
      }
      <span class="buttons">
        ${verified ? nothing : this.#renderButton('enter_code', address, () => (this.dialog = { method }))}
        ${this.#renderButton('remove', address, () => (this.dialog = { removing: method }))}
      </span>
    </li>`;
  }

  #renderButton(word: 'enter_code' | 'remove', name: string, press: () => void): TemplateResult {
    return html`<wa-button size="s" appearance="outlined" @click=${press}>
      <span aria-hidden="true">${this.t(`contact-methods:${word}`)}</span>
      <span class="visually-hidden"
        >${this.t(`contact-methods:${word}_named`, { name: isolated(name) })}</span
      >
    </wa-button>`;
  }

  #renderDialog(dialog: Dialog): TemplateResult {
    if ('removing' in dialog) {
      const { address } = dialog.removing;
      return html`<support-confirm
        dangerous
        question=${this.t('contact-methods:remove_sure', { name: isolated(address) })}
        action=${this.t('contact-methods:remove')}
        cancel=${this.t('contact-methods:cancel')}
        @support-confirmed=${() => void this.#remove(dialog.removing)}
        @support-dismissed=${() => (this.dialog = null)}
        >${this.t('contact-methods:remove_text')}</support-confirm
      >`;
    }
    return html`<support-contact-method-dialog
      .i18n=${this.i18n}
      .store=${this.store}
      kind=${'kind' in dialog ? dialog.kind : dialog.method.kind}
      .method=${'method' in dialog ? dialog.method : null}
      @support-dismissed=${() => (this.dialog = null)}
    ></support-contact-method-dialog>`;
  }

  /** The code comes as a push, and the page that is open gives it by itself. */
  async #addBrowser(): Promise<void> {
    this.problem = null;
    this.refused = false;
    const address = await subscribe(valueOf(this.store.get())?.pushKey ?? '');
    this.refused = address === null;
    const result = address && (await this.store.add(address));
    if (result && !result.ok) this.problem = result.error;
  }

  async #remove(method: ContactMethod): Promise<void> {
    const result = await this.store.remove(method);
    this.problem = result.ok ? null : result.error;
    this.announced = result.ok ? this.t('contact-methods:removed', { name: isolated(method.address) }) : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-contact-methods-page': SupportContactMethodsPage;
  }
}
