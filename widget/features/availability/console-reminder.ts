import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { systemClock, type Clock } from '../../core/clock.ts';
import { valueOf } from '../../core/loadable.ts';
import type { Problem, Result } from '../../core/result.ts';
import { barStyles } from '../../ui/console-bar-styles.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { problemText } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { AvailabilityStore } from './console-availability.store.ts';
import { reminderStyles } from './console-reminder-styles.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The reminder was answered, and what had the focus in it is gone. */
export class AnsweredEvent extends Event {
  static readonly type = 'support-answered';

  constructor() {
    super(AnsweredEvent.type);
  }
}

/**
 * Asks whoever has been Available for hours without doing anything, or still is when business hours are over, whether
 * they are still there (G13, G23). It stays
 * until it is answered, here or anywhere else; nobody is switched off by it.
 *
 * @fires support-answered {AnsweredEvent}
 */
export class SupportAvailabilityReminder extends ConsoleElement {
  static override styles = [baseStyles, barStyles, reminderStyles];

  @property({ attribute: false }) store!: AvailabilityStore;
  @property({ attribute: false }) clock: Clock = systemClock;

  /** The answer that is on its way to the server. */
  @state() private answering: 'here' | 'off' | null = null;
  @state() private problem: Problem | null = null;

  readonly #status = new StoreController(this, () => this.store, valueOf);
  #stop: (() => void) | undefined;
  #losesFocus = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(): void {
    // Answered elsewhere: why it could not be answered here is of no more interest.
    if (this.#since !== null) return;
    this.problem = null;
    this.#losesFocus = this.shadowRoot?.activeElement instanceof HTMLElement;
  }

  protected override updated(): void {
    if (this.#losesFocus) this.dispatchEvent(new AnsweredEvent());
    this.#losesFocus = false;
    // Counts on while it is shown, by the hour: oftener would be read out too often.
    this.#stop?.();
    const since = this.#since;
    this.#stop =
      since === null
        ? undefined
        : this.clock.after(HOUR - ((this.clock.now() - since) % HOUR), () => this.requestUpdate());
  }

  override render(): TemplateResult {
    const since = this.#since;
    return html`<div class="bar ${since === null ? '' : 'shown'}">
      <p role="status" class="words">${since === null ? nothing : this.#words(since)}</p>
      ${since === null ? nothing : this.#renderAnswers()}
      <p role="alert" class="problem">${this.problem ? problemText(this.t, this.problem) : nothing}</p>
    </div>`;
  }

  #renderAnswers(): TemplateResult {
    return html`<div class="actions">
      <wa-button size="s" variant="brand" ?loading=${this.answering === 'here'} @click=${this.#stay}>
        ${this.t('availability:still_here')}
      </wa-button>
      <wa-button size="s" appearance="outlined" ?loading=${this.answering === 'off'} @click=${this.#leave}>
        ${this.t('availability:switch_off')}
      </wa-button>
    </div>`;
  }

  /** Where there is no Status menu there is nobody to be there for (G9). */
  get #since(): number | null {
    const status = this.#status.value;
    return status?.menu ? status.idleSince : null;
  }

  #words(since: number): string {
    if (this.#status.value?.hoursOver) return this.t('availability:hours_over');
    const minutes = Math.max(1, Math.floor((this.clock.now() - since) / MINUTE));
    const time =
      minutes < 60
        ? this.t('availability:minutes', { count: minutes })
        : this.t('availability:hours', { count: Math.floor(minutes / 60) });
    return this.t('availability:idle', { time });
  }

  readonly #stay = (): Promise<void> => this.#answer('here', () => this.store.confirm());
  readonly #leave = (): Promise<void> => this.#answer('off', () => this.store.set({ available: false }));

  async #answer(answer: 'here' | 'off', call: () => Promise<Result<unknown>>): Promise<void> {
    if (this.answering) return;
    this.answering = answer;
    this.problem = null;
    const result = await call();
    this.answering = null;
    if (!result.ok) this.problem = result.error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-availability-reminder': SupportAvailabilityReminder;
  }
  interface HTMLElementEventMap {
    'support-answered': AnsweredEvent;
  }
}
