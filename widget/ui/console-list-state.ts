import { html, nothing, type TemplateResult } from 'lit';
import type { Loadable } from '../core/loadable.ts';
import type { ConsoleI18n } from '../i18n/locales/en/console.ts';
import { problemText } from './console-problem.ts';

/** What stands in place of a list while it is not there, or could not be had. */
export function renderPending(
  t: ConsoleI18n['t'],
  state: Loadable<unknown> | undefined,
  tryAgain: () => void,
): TemplateResult | typeof nothing {
  if (state?.kind === 'ready') return nothing;
  if (state?.kind !== 'failed') return html`<p class="quiet" role="status">${t('frame:loading')}</p>`;
  return html`<div class="empty" role="alert">
    <p>${problemText(t, state.error)}</p>
    <wa-button size="s" @click=${tryAgain}>${t('frame:try_again')}</wa-button>
  </div>`;
}
