import type { Issue } from '#protocol/errors';
import { html, nothing, type TemplateResult } from 'lit';
import type { Problem } from '../core/result.ts';
import type { ConsoleI18n } from '../i18n/locales/en/console.ts';

type Translate = ConsoleI18n['t'];

/** What went wrong and what to do next, in one or two sentences. */
export function problemText(t: Translate, { code, params, requestId }: Problem): string {
  const wait = params?.['retryAfter'];
  const text = t(`errors:${code}`, { wait: waitText(t, typeof wait === 'number' ? wait : 60_000) });
  return code === 'internal' && requestId ? `${text} ${t('errors:reference', { requestId })}` : text;
}

/** The same in a page, beside what was tried; for a place that is announced. */
export const renderProblem = (t: Translate, problem: Problem | null): TemplateResult | typeof nothing =>
  problem ? html`<wa-callout variant="warning" size="s">${problemText(t, problem)}</wa-callout>` : nothing;

/** Why a field was refused. */
export const issueText = (t: Translate, { code, params }: Issue): string =>
  t(`errors:issue.${code}`, { min: params?.['min'], max: params?.['max'] });

function waitText(t: Translate, milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return seconds < 90
    ? t('errors:seconds', { count: seconds })
    : t('errors:minutes', { count: Math.ceil(seconds / 60) });
}
