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

export const statusStyles = css`
  .chip {
    ${pill}
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
