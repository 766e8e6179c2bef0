import type { I18n } from '../../i18n/i18n.ts';
import type { ThreadTexts } from './thread-texts.ts';

const DAY = 86_400_000;

/** "Today", "Yesterday", or the date; with the year when it is another one. */
export function dayLabel(at: number, now: number, i18n: I18n<ThreadTexts>): string {
  const sameDay = (other: number): boolean => new Date(at).toDateString() === new Date(other).toDateString();
  if (sameDay(now)) return i18n.t('threads:today');
  if (sameDay(now - DAY)) return i18n.t('threads:yesterday');
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return i18n.date(at, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!thisYear && { year: 'numeric' }),
  });
}
