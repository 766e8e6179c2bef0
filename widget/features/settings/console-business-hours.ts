import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { hoursState } from '#protocol/business-hours';
import { baseStyles, formStyles, nativeSelectStyles } from '../../ui/console-styles.ts';
import { DAY_AND_TIME } from '../../ui/day-and-time.ts';
import {
  draftOf,
  problemIn,
  valueOf,
  type DraftHoliday,
  type DraftProblem,
  type DraftTimes,
  type HoursDraft,
} from './console-business-hours-draft.ts';
import { businessHoursStyles, fieldStyles } from './console-business-hours-styles.ts';
import type { HoursEvent } from './console-hours-of-day.ts';
import type { HoursDrafts } from './console-hours-drafts.ts';
import { SettingElement } from './console-setting-element.ts';
import { settingStyles } from './console-setting-styles.ts';
import type { Setting } from './console-settings.store.ts';

/** A Monday. */
const MONDAY = Date.UTC(1970, 0, 5);
const DAY = 86_400_000;

/**
 * Business hours of a level (G24): edited as a whole, in force when they are saved. What was typed stays until it is
 * accepted or discarded, and what it would mean now is said beforehand.
 */
export class SupportBusinessHours extends SettingElement {
  static override styles = [
    baseStyles,
    formStyles,
    nativeSelectStyles,
    settingStyles,
    fieldStyles,
    businessHoursStyles,
  ];

  /** What was changed and is not in force. */
  @property({ attribute: false }) drafts!: HoursDrafts;

  @state() private refused: DraftProblem | null = null;

  get #edited(): HoursDraft | null {
    return this.drafts.get(this.settings.level);
  }

  get #draft(): HoursDraft {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    return this.#edited ?? draftOf(this.value, timeZone);
  }

  override render(): TemplateResult {
    const draft = this.#draft;
    const { t } = this;
    return html`<h2>${t('settings:hours_title')}</h2>
      <wa-switch
        size="s"
        .checked=${live(draft.limited)}
        @change=${({ target }: Event) => this.#edit({ limited: (target as HTMLInputElement).checked })}
      >
        ${t('settings:hours_limited')}
        <span slot="hint">${t('settings:hours_hint')}</span>
      </wa-switch>
      ${draft.limited ? this.#renderHours(draft) : nothing}
      <div role="alert" class="refused">${this.reason ?? nothing}</div>
      <div class="save">
        ${
          this.#edited
            ? html`<wa-button size="s" variant="brand" @click=${() => void this.#save()}>
                  ${t('settings:hours_save')}
                </wa-button>
                <wa-button size="s" appearance="plain" @click=${this.#discard}>
                  ${t('settings:hours_discard')}
                </wa-button>`
            : this.renderSource()
        }
        <span role="status" class="quiet">${this.saved ? t('settings:saved') : nothing}</span>
      </div>`;
  }

  #renderHours(draft: HoursDraft): TemplateResult {
    const { t } = this;
    return html`<div class="hours">
      <label class="zone">
        <span>${t('settings:hours_zone')}</span>
        <select @change=${({ target }: Event) => this.#edit({ zone: (target as HTMLSelectElement).value })}>
          ${zonesWith(draft.zone).map(
            (zone) =>
              html`<option value=${zone} ?selected=${zone === draft.zone}>
                ${zone.replaceAll('_', ' ')}
              </option>`,
          )}
        </select>
      </label>
      <div class="section">
        ${draft.week.map((times, day) => {
          const name = this.i18n.date(MONDAY + day * DAY, { weekday: 'long', timeZone: 'UTC' });
          return html`<div class="day" role="group" aria-label=${name}>
            <span>${name}</span>
            ${this.#renderTimes(name, times, this.refused?.day === day, (changed) =>
              this.#edit({ week: draft.week.with(day, changed) }),
            )}
          </div>`;
        })}
        <div>
          <wa-button size="xs" appearance="outlined" @click=${() => this.#copyMonday(draft)}>
            ${t('settings:hours_copy')}
          </wa-button>
        </div>
        <p class="quiet hint">${t('settings:hours_night')}</p>
      </div>
      <div class="section">
        <h2>${t('settings:holidays')}</h2>
        <p class="quiet hint">${t('settings:holidays_hint')}</p>
        ${draft.holidays.map((holiday, index) => this.#renderHoliday(draft, holiday, index))}
        <div>
          <wa-button
            size="xs"
            appearance="outlined"
            @click=${() => this.#edit({ holidays: [...draft.holidays, { date: '', name: '', times: [] }] })}
          >
            <wa-icon slot="start" name="plus"></wa-icon>${t('settings:holiday_add')}
          </wa-button>
        </div>
      </div>
      <p role="status">${this.#now(draft)}</p>
    </div>`;
  }

  #renderHoliday(draft: HoursDraft, holiday: DraftHoliday, index: number): TemplateResult {
    const { t } = this;
    const change = (part: Partial<DraftHoliday>): void =>
      this.#edit({ holidays: draft.holidays.with(index, { ...holiday, ...part }) });
    const name = holiday.name || holiday.date || t('settings:holiday_add');
    const refused = this.refused?.holiday === index;
    return html`<div class="holiday" role="group" aria-label=${name}>
      <div class="what">
        <label>
          <span>${t('settings:holiday_date')}</span>
          <input
            type="date"
            aria-invalid=${refused}
            .value=${live(holiday.date)}
            @change=${({ target }: Event) => change({ date: (target as HTMLInputElement).value })}
          />
        </label>
        <label class="name">
          <span>${t('settings:holiday_name')}</span>
          <input
            maxlength="80"
            .value=${live(holiday.name)}
            @change=${({ target }: Event) => change({ name: (target as HTMLInputElement).value })}
          />
        </label>
        <wa-button
          size="s"
          appearance="plain"
          @click=${() => this.#edit({ holidays: draft.holidays.toSpliced(index, 1) })}
        >
          <wa-icon name="xmark" label=${t('settings:holiday_remove', { name })}></wa-icon>
        </wa-button>
      </div>
      ${this.#renderTimes(name, holiday.times, refused, (times) => change({ times }))}
    </div>`;
  }

  #renderTimes(
    day: string,
    times: readonly DraftTimes[],
    refused: boolean,
    changed: (times: DraftTimes[]) => void,
  ): TemplateResult {
    return html`<support-hours-of-day
      .i18n=${this.i18n}
      .day=${day}
      .times=${times}
      .refused=${refused}
      @support-hours=${({ times: other }: HoursEvent) => changed(other)}
    ></support-hours-of-day>`;
  }

  /** What these hours mean at this moment. */
  #now(draft: HoursDraft): string {
    const value = problemIn(draft) ? 'always' : valueOf(draft);
    if (value === 'always') return '';
    const { open, changesAt } = hoursState(value, Date.now());
    if (changesAt === null) return this.t(open ? 'settings:hours_always' : 'settings:hours_never');
    const time = this.i18n.date(changesAt, { ...DAY_AND_TIME, timeZone: value.zone });
    return this.t(open ? 'settings:hours_open' : 'settings:hours_closed', { time });
  }

  protected override get reason(): string | null {
    const { refused, t } = this;
    if (!refused) return super.reason;
    const holiday = refused.holiday === undefined ? undefined : this.#draft.holidays[refused.holiday];
    const day = holiday
      ? holiday.name || holiday.date
      : this.i18n.date(MONDAY + (refused.day ?? 0) * DAY, { weekday: 'long', timeZone: 'UTC' });
    return t(`settings:hours_${refused.kind}`, { day });
  }

  #edit(change: Partial<HoursDraft>): void {
    this.drafts.set(this.settings.level, { ...this.#draft, ...change });
    this.saved = false;
    this.problem = null;
    if (this.refused) this.refused = problemIn(this.#draft);
    this.requestUpdate();
  }

  #copyMonday({ week }: HoursDraft): void {
    this.#edit({ week: week.map((times, day) => (day < 5 ? (week[0] ?? times) : times)) });
  }

  readonly #discard = (): void => {
    this.drafts.set(this.settings.level, null);
    this.refused = null;
    this.problem = null;
    this.requestUpdate();
  };

  async #save(): Promise<void> {
    const draft = this.#draft;
    this.refused = problemIn(draft);
    if (!this.refused && (await this.store(valueOf(draft) as Setting['value']))) this.#discard();
  }
}

/** Every zone the browser knows, and the one that is chosen, which it may know by another name. */
const zonesWith = (chosen: string): string[] => {
  const known = Intl.supportedValuesOf('timeZone');
  return known.includes(chosen) ? known : [chosen, ...known];
};

declare global {
  interface HTMLElementTagNameMap {
    'support-business-hours': SupportBusinessHours;
  }
}
