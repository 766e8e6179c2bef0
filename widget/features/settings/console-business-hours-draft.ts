import { overlap, type BusinessHours, type Interval } from '#protocol/business-hours';

/** Two times as they stand in fields, `hh:mm`; empty where nothing is filled in. */
export interface DraftTimes {
  from: string;
  to: string;
}
export interface DraftHoliday {
  date: string;
  name: string;
  times: DraftTimes[];
}
/** Business hours as they are edited; what is typed is kept, right or wrong. */
export interface HoursDraft {
  limited: boolean;
  zone: string;
  week: DraftTimes[][];
  holidays: DraftHoliday[];
}
/** What keeps a draft from being hours, and where: a day of the week, or a holiday by its place. */
export type DraftProblem = {
  kind: 'incomplete' | 'overlap' | 'undated' | 'twice';
  day?: number;
  holiday?: number;
};

/** Monday to Friday, nine to five: where somebody begins who has no hours yet. */
const USUAL: readonly DraftTimes[] = [{ from: '09:00', to: '17:00' }];

const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const minutes = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
const shown = (intervals: readonly Interval[]): DraftTimes[] =>
  intervals.map(([from, to]) => ({ from: clock(from), to: clock(to) }));
const read = (times: readonly DraftTimes[]): Interval[] =>
  times.map(({ from, to }) => [minutes(from), minutes(to)]);

/** What a setting looks like in the form; `zone` for one that has none yet. */
export const draftOf = (value: unknown, zone: string): HoursDraft => {
  const hours = typeof value === 'object' ? (value as BusinessHours | null) : null;
  if (!hours)
    return {
      limited: false,
      zone,
      week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [...USUAL] : [])),
      holidays: [],
    };
  return {
    limited: true,
    zone: hours.zone,
    week: hours.week.map(shown),
    holidays: hours.holidays.map(({ date, name, hours: times }) => ({ date, name, times: shown(times) })),
  };
};

const problemOf = (times: readonly DraftTimes[]): 'incomplete' | 'overlap' | null => {
  if (times.some(({ from, to }) => from === '' || to === '')) return 'incomplete';
  return overlap(read(times)) ? 'overlap' : null;
};

/** The first thing to correct, or `null`. */
export const problemIn = ({ limited, week, holidays }: HoursDraft): DraftProblem | null => {
  if (!limited) return null;
  for (const [day, times] of week.entries()) {
    const kind = problemOf(times);
    if (kind) return { kind, day };
  }
  for (const [holiday, { date, times }] of holidays.entries()) {
    if (date === '') return { kind: 'undated', holiday };
    if (holidays.findIndex((other) => other.date === date) < holiday) return { kind: 'twice', holiday };
    const kind = problemOf(times);
    if (kind) return { kind, holiday };
  }
  return null;
};

/** The setting's value. Only for a draft without a problem. */
export const valueOf = ({ limited, zone, week, holidays }: HoursDraft): 'always' | BusinessHours =>
  limited
    ? {
        zone,
        week: week.map(read),
        holidays: holidays
          .map(({ date, name, times }) => ({ date, name: name.trim(), hours: read(times) }))
          .sort((one, other) => one.date.localeCompare(other.date)),
      }
    : 'always';
