import { css, html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { DraftTimes } from './console-business-hours-draft.ts';
import { fieldStyles } from './console-business-hours-styles.ts';

/** The server takes no more of them on a day. */
const MOST = 6;

/** Other times of the day. */
export class HoursEvent extends Event {
  readonly times: DraftTimes[];
  constructor(times: DraftTimes[]) {
    super('support-hours');
    this.times = times;
  }
}

/**
 * From when to when it is open on one day, once or several times; none: closed.
 *
 * @fires support-hours {HoursEvent}
 */
export class SupportHoursOfDay extends ConsoleElement {
  static override styles = [
    baseStyles,
    fieldStyles,
    css`
      :host,
      .times {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-2xs) var(--wa-space-xs);
      }
      .times {
        flex-wrap: nowrap;
        gap: var(--wa-space-2xs);
      }
      input {
        inline-size: 7.25rem;
      }
    `,
  ];

  /** The day, as it is called. */
  @property() day = '';
  @property({ attribute: false }) times: readonly DraftTimes[] = [];
  /** They are what is to be corrected. */
  @property({ type: Boolean }) refused = false;

  override render(): TemplateResult {
    const { day, times, t } = this;
    return html`${times.length === 0 ? html`<span class="quiet">${t('settings:hours_none')}</span>` : nothing}
    ${times.map(
      (one, index) =>
        html`<span class="times">
          ${this.#renderField(index, 'from', one.from)}<span aria-hidden="true">–</span>
          ${this.#renderField(index, 'to', one.to)}
          <wa-button size="xs" appearance="plain" @click=${() => this.#tell(times.toSpliced(index, 1))}>
            <wa-icon name="xmark" label=${t('settings:hours_remove', { day })}></wa-icon>
          </wa-button>
        </span>`,
    )}
    ${
      times.length < MOST
        ? html`<wa-button
            class="add"
            size="xs"
            appearance="plain"
            @click=${() => this.#tell([...times, this.#next()])}
          >
            <wa-icon slot="start" name="plus"></wa-icon>
            <span aria-hidden="true">${t('settings:hours_add')}</span>
            <span class="visually-hidden">${t('settings:hours_add_named', { day })}</span>
          </wa-button>`
        : nothing
    }`;
  }

  #renderField(index: number, which: 'from' | 'to', value: string): TemplateResult {
    return html`<input
      type="time"
      aria-label=${this.t(`settings:hours_${which}`, { day: this.day })}
      aria-invalid=${this.refused}
      .value=${live(value)}
      @change=${({ target }: Event) => {
        const typed = (target as HTMLInputElement).value;
        this.#tell(this.times.map((one, place) => (place === index ? { ...one, [which]: typed } : one)));
      }}
    />`;
  }

  /** Nine to five first; after that what is still to be said. */
  #next(): DraftTimes {
    return this.times.length === 0 ? { from: '09:00', to: '17:00' } : { from: '', to: '' };
  }

  #tell(times: DraftTimes[]): void {
    this.dispatchEvent(new HoursEvent(times));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-hours-of-day': SupportHoursOfDay;
  }
}
