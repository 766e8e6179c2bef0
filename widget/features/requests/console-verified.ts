import { css, html, type TemplateResult } from 'lit';
import type { ConsoleI18n } from '../../i18n/locales/en/console.ts';
import type { Request } from './console-requests.store.ts';

/** Whether a customer's website has said who they are (W4); the explanation is there for whoever rests on it. */
export function verifiedMark(t: ConsoleI18n['t'], { verified }: Request['customer']): TemplateResult {
  const word = verified ? 'verified' : 'unverified';
  return html`<span class="mark ${word}" title=${t(`contacts:${word}_hint`)}>
    ${verified ? html`<wa-icon name="check"></wa-icon>` : ''}${t(`contacts:${word}`)}
  </span>`;
}

export const verifiedStyles = css`
  .mark {
    display: inline-flex;
    align-items: center;
    gap: 0.25em;
    color: var(--wa-color-text-quiet);
    font-size: var(--wa-font-size-xs);
    font-weight: 500;
    white-space: nowrap;
  }
  .mark.verified {
    color: var(--wa-color-success-on-quiet);
  }
`;
