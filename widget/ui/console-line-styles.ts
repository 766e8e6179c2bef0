import { css } from 'lit';
import { sheetStyles } from './console-sheet-styles.ts';

/** A sheet whose lines say what something is and how it stands, and end with what can be done. */
export const lineStyles = css`
  ${sheetStyles}
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-xs) var(--wa-space-s);
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
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-xs);
  }
  .error {
    color: var(--wa-color-danger-on-quiet);
  }
`;
