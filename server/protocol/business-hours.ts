/**
 * Business hours: times of the week in one time zone, and days that are different (G24). A clock on the wall of that
 * zone decides: what lies in an hour that daylight saving leaves out does not happen, what lies in one that comes twice
 * happens twice. Shared: the console shows beforehand what the server will make of them.
 */

/** Minutes since midnight, each below 1440; one that ends where it begins, or before, ends on the next day. */
export type Interval = readonly [from: number, to: number];

export interface BusinessHours {
  /** By its name in the IANA database. */
  zone: string;
  /** Seven lists, Monday first; in each no two overlap, the earlier first. */
  week: readonly (readonly Interval[])[];
  /** Days on which the week does not count; no intervals: closed. `date` as yyyy-mm-dd. */
  holidays: readonly { date: string; name: string; hours: readonly Interval[] }[];
}

/** What counts now, and until when; null: for as far as can be seen. */
export interface HoursState {
  open: boolean;
  changesAt: number | null;
}

const MINUTE = 60_000;
const DAY = 1440;
/** How far ahead is looked: the same week again and again, and a year of holidays. */
export const HORIZON = 400 * DAY * MINUTE;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** @throws RangeError where there is no such zone. */
const clockOf = (zone: string): Intl.DateTimeFormat => {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    clocks.set(zone, clock);
  }
  return clock;
};

export const isZone = (zone: string): boolean => {
  try {
    return clockOf(zone) !== undefined;
  } catch {
    return false;
  }
};

/** What the clock on the wall says, in minutes since the first of January 1970 there. */
const wall = (zone: string, at: number): number => {
  const parts = Object.fromEntries(
    clockOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<'year' | 'month' | 'day' | 'hour' | 'minute', number>;
  return Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute) / MINUTE;
};

/** Day 0 is the first of January 1970, a Thursday. */
const intervalsOn = ({ week, holidays }: BusinessHours, day: number): readonly Interval[] => {
  const date = new Date(day * DAY * MINUTE).toISOString().slice(0, 10);
  return holidays.find((holiday) => holiday.date === date)?.hours ?? week[(((day + 3) % 7) + 7) % 7] ?? [];
};

const crosses = ([from, to]: Interval): boolean => to <= from;

const isOpenOn = (hours: BusinessHours, minutes: number): boolean => {
  const day = Math.floor(minutes / DAY);
  const minute = minutes - day * DAY;
  return (
    intervalsOn(hours, day).some((one) => one[0] <= minute && (crosses(one) || minute < one[1])) ||
    intervalsOn(hours, day - 1).some((one) => crosses(one) && minute < one[1])
  );
};

/** The next minute on the wall at which something may begin or end. */
const edgeAfter = (hours: BusinessHours, minutes: number): number => {
  const day = Math.floor(minutes / DAY);
  const minute = minutes - day * DAY;
  const edges = [...intervalsOn(hours, day), ...intervalsOn(hours, day - 1)].flat();
  return day * DAY + Math.min(DAY, ...edges.filter((edge) => edge > minute));
};

/** The first minute after `from`, and not after `to`, at which the clock on the wall is not where it would be. */
const jumpBetween = (zone: string, from: number, to: number): number => {
  const offset = wall(zone, from) - from / MINUTE;
  let before = from / MINUTE;
  let after = to / MINUTE;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (wall(zone, middle * MINUTE) - middle === offset) before = middle;
    else after = middle;
  }
  return after * MINUTE;
};

export const isOpen = (hours: BusinessHours, at: number): boolean => isOpenOn(hours, wall(hours.zone, at));

/**
 * Whether it is open at `now` (milliseconds since 1970 UTC), and when that changes next: within 400 days, else `null`.
 * Goes from edge to edge, and from each jump of the clock on.
 */
export const hoursState = (hours: BusinessHours, now: number): HoursState => {
  const { zone } = hours;
  const open = isOpen(hours, now);
  let at = Math.floor(now / MINUTE) * MINUTE;
  const end = at + HORIZON;
  while (at < end) {
    const minutes = wall(zone, at);
    const edge = edgeAfter(hours, minutes);
    let then = at + (edge - minutes) * MINUTE;
    if (wall(zone, then) !== edge) then = jumpBetween(zone, at, then);
    if (isOpen(hours, then) !== open) return { open, changesAt: then };
    at = then;
  }
  return { open, changesAt: null };
};

/** Whether two of them are open at the same time of one day. */
export const overlap = (intervals: readonly Interval[]): boolean =>
  [...intervals]
    .sort((one, other) => one[0] - other[0])
    .some((one, index, sorted) => {
      const next = sorted[index + 1];
      return next !== undefined && (crosses(one) || next[0] < one[1]);
    });
