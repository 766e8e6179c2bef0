import { css } from 'lit';
import { lineStyles } from '../../ui/console-line-styles.ts';

/** The page of the own sign-in: sections, and lists with one thing to do at the end of each line. */
export const securityStyles = css`
  ${lineStyles}
  .page {
    display: grid;
    gap: var(--wa-space-xl);
    max-inline-size: 44rem;
    padding: var(--wa-space-l);
  }
  section,
  support-sessions-list {
    display: grid;
    gap: var(--wa-space-s);
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--wa-space-m);
    }
  }
`;
