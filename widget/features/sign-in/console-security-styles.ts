import { css } from 'lit';
import { sheetStyles } from '../../ui/console-sheet-styles.ts';

/** The page of the own sign-in: sections, and lists with one thing to do at the end of each line. */
export const securityStyles = css`
  ${sheetStyles}
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
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-xs);
    padding: var(--wa-space-s) var(--wa-space-m);
  }
  li > div {
    flex: 1 1 12rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  strong {
    font-weight: 500;
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--wa-space-m);
    }
  }
`;
