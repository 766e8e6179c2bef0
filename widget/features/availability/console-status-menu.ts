import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import type { ContactMethod, ContactMethodsStore } from '../contact-methods/index.ts';
import { DisclosureController } from '../../ui/console-disclosure.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { AvailabilityStore } from './console-availability.store.ts';
import { statusMenuStyles } from './console-status-menu-styles.ts';

/**
 * The Status menu: the technician's own switch with its advice, the notification sound and the contact methods that
 * are told (G10, G13, G14, G16). It shows itself only while a company the technician has access to has a portal (G9).
 */
export class SupportStatusMenu extends ConsoleElement {
  static override styles = [baseStyles, statusMenuStyles];

  @property({ attribute: false }) store!: AvailabilityStore;
  @property({ attribute: false }) methods!: ContactMethodsStore;

  /** The switch that is on its way to the server. */
  @state() private wanted: boolean | null = null;
  @state() private problem: Problem | null = null;

  readonly #status = new StoreController(this, () => this.store, valueOf);
  readonly #methods = new StoreController(this, () => this.methods, valueOf);
  readonly #panel = new DisclosureController(this);

  override render(): TemplateResult | typeof nothing {
    const status = this.#status.value;
    if (!status?.menu) return nothing;
    const { available } = status;
    const words = this.t(available ? 'availability:available' : 'availability:unavailable');
    return html`
      <button
        type="button"
        class=${available ? 'on' : 'off'}
        aria-expanded=${this.#panel.open ? 'true' : 'false'}
        aria-controls="panel"
        aria-label="${this.t('availability:status')}: ${words}"
        title=${words}
        @click=${this.#panel.toggle}
      >
        <span class="dot"></span>
        <span class="long">${words}</span>
        <span class="short">
          ${this.t(available ? 'availability:available_short' : 'availability:unavailable_short')}
        </span>
        <wa-icon name="chevron-down"></wa-icon>
      </button>
      <div id="panel" class="panel" ?hidden=${!this.#panel.open}>
        <fieldset>
          <legend class="visually-hidden">${this.t('availability:status')}</legend>
          ${this.#renderChoice(true, this.t('availability:available'), this.t('availability:advice_available'))}
          ${this.#renderChoice(
            false,
            this.t('availability:unavailable'),
            this.t('availability:advice_unavailable'),
          )}
        </fieldset>
        <wa-switch size="s" ?checked=${status.sound} .checked=${status.sound} @change=${this.#switchSound}>
          ${this.t('availability:sound')}
        </wa-switch>
        ${this.#renderMethods()}
        <p role="alert" class="problem">${this.problem ? problemText(this.t, this.problem) : nothing}</p>
      </div>
      <p class="visually-hidden" role="status">${words}</p>
    `;
  }

  #renderChoice(value: boolean, words: string, advice: string): TemplateResult {
    const id = value ? 'advice-on' : 'advice-off';
    return html`<label class=${value ? 'on' : 'off'}>
      <input
        type="radio"
        name="available"
        aria-describedby=${id}
        .checked=${(this.wanted ?? this.#status.value!.available) === value}
        @change=${() => this.#choose(value)}
      />
      <span class="words"><span class="dot"></span>${words}</span>
      <span class="advice quiet" id=${id}>${advice}</span>
    </label>`;
  }

  /** What is told beside this page; what waits for its code is not. */
  #renderMethods(): TemplateResult {
    const verified = this.#methods.value?.methods.filter((method) => method.verified) ?? [];
    return html`<fieldset class="methods">
      <legend class=${verified.length > 0 ? '' : 'visually-hidden'}>
        ${this.t('contact-methods:tell_by')}
      </legend>
      ${verified.map(
        (method) =>
          html`<label>
            <input
              type="checkbox"
              .checked=${method.chosen}
              @change=${(event: Event) => void this.#tick(method, event.target as HTMLInputElement)}
            />
            <span><bdi>${method.address}</bdi></span>
          </label>`,
      )}
      <a href="/configure/contact-methods" @click=${() => this.#panel.close()}
        >${this.t('contact-methods:manage')}</a
      >
    </fieldset>`;
  }

  async #tick(method: ContactMethod, control: HTMLInputElement): Promise<void> {
    this.problem = null;
    const result = await this.methods.choose(method, control.checked);
    if (result.ok) return;
    this.problem = result.error;
    control.checked = method.chosen;
  }

  async #choose(available: boolean): Promise<void> {
    this.wanted = available;
    await this.#set({ available });
    // Two quick changes: the later one stands.
    if (this.wanted === available) this.wanted = null;
  }

  readonly #switchSound = async (event: Event): Promise<void> => {
    const control = event.target as HTMLElement & { checked: boolean };
    await this.#set({ sound: control.checked });
    control.checked = valueOf(this.store.get())?.sound ?? control.checked;
  };

  async #set(change: Parameters<AvailabilityStore['set']>[0]): Promise<void> {
    this.problem = null;
    const result = await this.store.set(change);
    if (!result.ok) this.problem = result.error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-status-menu': SupportStatusMenu;
  }
}
