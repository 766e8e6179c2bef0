import { css, html, type TemplateResult } from 'lit';
import type { ConsoleI18n } from '../../i18n/locales/en/console.ts';
import type { Request } from './console-requests.store.ts';
import { pill } from '../../ui/console-sheet-styles.ts';

/** The word shown for a request, from its status and origin (G21). */
export type StatusWord = 'new' | 'in_chat' | 'in_progress' | 'completed' | 'abandoned' | 'spam';

export function statusWord({
  status,
  origin,
  spam,
}: Pick<Request, 'status' | 'origin' | 'spam'>): StatusWord {
  if (spam) return 'spam';
  if (status === 'active') return origin === 'live' ? 'in_chat' : 'in_progress';
  return status;
}

/** The status as a coloured word. */
export function statusChip(t: ConsoleI18n['t'], request: Request): TemplateResult {
  const word = statusWord(request);
  return html`<span class="chip ${word}">${t(`requests:status_${word}`)}</span>`;
}

/** By when it is to be worked on, while it is not over; `null`: no date. */
export function dueWord(
  t: ConsoleI18n['t'],
  { dueAt, status }: Pick<Request, 'dueAt' | 'status'>,
  written: (time: number) => string,
): { text: string; overdue: boolean } | null {
  if (dueAt === null || (status !== 'new' && status !== 'active')) return null;
  const overdue = dueAt <= Date.now();
  return { text: t(overdue ? 'requests:overdue' : 'requests:due_by', { time: written(dueAt) }), overdue };
}

export const statusStyles = css`
  .chip {
    ${pill}
    font-weight: 500;
  }
  .overdue {
    color: var(--wa-color-danger-on-quiet);
    font-weight: 500;
  }
  .chip.new {
    background: var(--wa-color-brand-fill-quiet);
    color: var(--wa-color-brand-on-normal);
  }
  .chip.in_chat {
    background: var(--wa-color-success-fill-quiet);
    color: var(--wa-color-success-on-normal);
  }
  .chip.in_progress {
    background: var(--wa-color-warning-fill-quiet);
    color: var(--wa-color-warning-on-normal);
  }
`;
