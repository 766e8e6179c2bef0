import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  hoursState,
  isOpen,
  isZone,
  overlap,
  type BusinessHours,
  type Interval,
} from '#protocol/business-hours';
import { businessHours } from '../../../server/features/portals/portals.settings.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (text: string): number => Date.parse(text);
const time = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const from = (one: string, other: string): Interval => [time(one), time(other)];
const week = (...intervals: Interval[]): Interval[][] => Array.from({ length: 7 }, () => intervals);
const hours = (
  zone: string,
  days: Interval[][],
  holidays: BusinessHours['holidays'] = [],
): BusinessHours => ({
  zone,
  week: days,
  holidays,
});
const office = [...week(from('09:00', '17:00')).slice(0, 5), [], []];

/** When it is open, by looking at the clock on the wall every minute; knows nothing of how it is reckoned. */
const looked = ({ zone, week: days, holidays }: BusinessHours, instant: number): boolean => {
  const wall = new Date(instant).toLocaleString('sv-SE', { timeZone: zone });
  const [date, clock] = wall.split(' ') as [string, string];
  const before = new Date(at(`${date}T00:00:00Z`) - DAY).toISOString().slice(0, 10);
  const on = (day: string) =>
    holidays.find((holiday) => holiday.date === day)?.hours ??
    days[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]!;
  const minute = time(clock.slice(0, 5));
  const tonight = on(date).some(([begin, end]) => minute >= begin && (minute < end || end <= begin));
  return tonight || on(before).some(([begin, end]) => end <= begin && minute < end);
};

const holds = (what: BusinessHours, start: number, minutes: number): void => {
  const { open, changesAt } = hoursState(what, start);
  assert.equal(open, looked(what, start), `open at ${new Date(start).toISOString()}`);
  let instant = Math.floor(start / MINUTE) * MINUTE;
  const end = instant + minutes * MINUTE;
  do instant += MINUTE;
  while (instant < end && looked(what, instant) === open);
  if (instant < end) assert.equal(new Date(changesAt ?? 0).toISOString(), new Date(instant).toISOString());
  else assert.ok(changesAt === null || changesAt >= end);
};

test('[G24] a week of office hours: closed at night and at weekends, open from the first minute to before the last', () => {
  const berlin = hours('Europe/Berlin', office);
  const expected: [string, boolean, string][] = [
    ['2026-11-27T07:59:59.999Z', false, '2026-11-27T08:00:00.000Z'],
    ['2026-11-27T08:00:00Z', true, '2026-11-27T16:00:00.000Z'],
    ['2026-11-27T15:59:59.999Z', true, '2026-11-27T16:00:00.000Z'],
    ['2026-11-27T16:00:00Z', false, '2026-11-30T08:00:00.000Z'],
  ];
  for (const [instant, open, changesAt] of expected)
    assert.deepEqual(hoursState(berlin, at(instant)), { open, changesAt: at(changesAt) }, instant);
});

test('[G24] nine in the morning stays nine in the morning over daylight saving, both ways', () => {
  const berlin = hours('Europe/Berlin', week(from('09:00', '17:00')));
  assert.equal(hoursState(berlin, at('2027-03-27T20:00:00Z')).changesAt, at('2027-03-28T07:00:00Z'));
  assert.equal(hoursState(berlin, at('2027-10-30T20:00:00Z')).changesAt, at('2027-10-31T08:00:00Z'));
});

test('[G24] an hour that is left out does not happen, one that comes twice happens twice', () => {
  const berlin = hours('Europe/Berlin', week(from('02:30', '02:45')));
  assert.equal(hoursState(berlin, at('2027-03-27T02:00:00Z')).changesAt, at('2027-03-29T00:30:00Z'));
  const twice = [];
  let instant = at('2027-10-30T22:00:00Z');
  for (let index = 0; index < 4; index += 1) {
    instant = hoursState(berlin, instant).changesAt!;
    twice.push(new Date(instant).toISOString().slice(11, 16));
  }
  assert.deepEqual(twice, ['00:30', '00:45', '01:30', '01:45']);
});

test('[G24] a holiday closes, or has hours of its own; a night shift before it ends as it would', () => {
  const holidays = [
    { date: '2026-12-25', name: 'Christmas Day', hours: [] },
    { date: '2026-12-31', name: 'New Year’s Eve', hours: [from('09:00', '12:00')] },
  ];
  const berlin = hours('Europe/Berlin', week(from('22:00', '06:00')), holidays);
  assert.equal(hoursState(berlin, at('2026-12-24T22:00:00Z')).changesAt, at('2026-12-25T05:00:00Z'));
  assert.equal(hoursState(berlin, at('2026-12-25T12:00:00Z')).changesAt, at('2026-12-26T21:00:00Z'));
  assert.equal(hoursState(berlin, at('2026-12-31T06:00:00Z')).changesAt, at('2026-12-31T08:00:00Z'));
  assert.equal(hoursState(berlin, at('2026-12-31T08:00:00Z')).changesAt, at('2026-12-31T11:00:00Z'));
});

test('[G24] always and never open change at no time that can be seen, days that meet at midnight not there', () => {
  assert.deepEqual(
    hoursState(hours('Asia/Tokyo', week(from('00:00', '00:00'))), at('2026-11-27T12:00:00Z')),
    {
      open: true,
      changesAt: null,
    },
  );
  assert.deepEqual(hoursState(hours('Asia/Tokyo', week()), at('2026-11-27T12:00:00Z')), {
    open: false,
    changesAt: null,
  });
});

/** Where clocks do what others do not: half an hour of daylight saving, quarters, midnight left out, a day left out. */
const ZONES: [string, string][] = [
  ['Europe/Berlin', '2027-03-28T00:00:00Z'],
  ['Europe/Berlin', '2027-10-31T00:00:00Z'],
  ['America/New_York', '2026-03-08T06:00:00Z'],
  ['America/New_York', '2026-11-01T05:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T14:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:00:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00:00Z'],
  ['Asia/Kathmandu', '2026-06-01T00:00:00Z'],
  ['Pacific/Chatham', '2026-09-26T14:00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00:00Z'],
  ['UTC', '2026-12-31T23:00:00Z'],
];
const minute = fc.integer({ min: 0, max: 1439 });
const intervals = fc
  .array(fc.tuple(minute, minute), { maxLength: 3 })
  .filter((all) => !overlap(all))
  .map((all) => all.sort((one, other) => one[0] - other[0]));

for (const [zone, around] of ZONES)
  test(`[G24] [property] what is reckoned is what a clock on the wall says, minute by minute: ${zone} around ${around}`, () => {
    const day = at(around);
    fc.assert(
      fc.property(
        fc.array(intervals, { minLength: 7, maxLength: 7 }),
        intervals,
        fc.integer({ min: -36 * 60, max: 36 * 60 }),
        fc.integer({ min: 0, max: MINUTE - 1 }),
        (days, holiday, minutes, rest) => {
          const date = new Date(day).toISOString().slice(0, 10);
          const what = hours(zone, days, [{ date, name: '', hours: holiday }]);
          holds(what, day + minutes * MINUTE + rest, 36 * 60);
        },
      ),
      { numRuns: 15 },
    );
  });

test('[G24] what makes no sense is refused: a zone there is not, times that overlap, two holidays on a day, 24:00', () => {
  const fits = (change: object): boolean =>
    businessHours.schema.safeParse({ ...hours('Europe/Berlin', office), ...change }).success;
  assert.ok(fits({}));
  assert.ok(businessHours.schema.safeParse('always').success);
  assert.ok(fits({ week: week(from('22:00', '06:00')) }));
  const day = { date: '2026-12-25', name: '', hours: [] };
  assert.ok(fits({ holidays: [day] }));
  for (const wrong of [
    { zone: 'Europe/Atlantis' },
    { zone: '' },
    { week: office.slice(1) },
    { week: week([0, 1440]) },
    { week: week(from('09:00', '17:00'), from('16:59', '18:00')) },
    { week: week(from('22:00', '06:00'), from('23:00', '23:30')) },
    { holidays: [day, day] },
    { holidays: [{ ...day, date: '2026-02-30' }] },
  ])
    assert.ok(!fits(wrong), JSON.stringify(wrong));
  assert.deepEqual([isZone('Asia/Calcutta'), isZone('Asia/Kolkata'), isZone('nowhere')], [true, true, false]);
  assert.ok(isOpen(hours('UTC', week(from('23:00', '01:00'))), at('2026-11-27T00:59:00Z')));
});
