import { css } from 'lit';
import { sheetStyles } from '../../ui/console-sheet-styles.ts';

/** One sheet of rows: what a section is at the start, what can be done about it at the end. */
export const sectionsStyles = css`
  ${sheetStyles}
  .page {
    display: grid;
    gap: var(--wa-space-m);
    padding: var(--wa-space-l);
    max-inline-size: 56rem;
  }
  .intro {
    margin-block-start: var(--wa-space-2xs);
    max-inline-size: 60ch;
  }
  li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--wa-space-2xs) var(--wa-space-m);
    padding: var(--wa-space-m);
  }
  li > wa-icon {
    align-self: start;
    margin-block-start: 0.25rem;
    color: var(--wa-color-text-quiet);
  }
  li.allowed > wa-icon {
    color: var(--wa-color-success-on-quiet);
  }
  .state {
    justify-self: end;
    text-align: end;
  }
  .asked {
    color: var(--wa-color-text-quiet);
    font-size: var(--wa-font-size-s);
  }
  .later {
    margin-block-start: var(--wa-space-2xs);
    font-size: var(--wa-font-size-s);
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--wa-space-m);
    }
    li {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .state {
      grid-column: 2;
      justify-self: start;
      margin-block-start: var(--wa-space-2xs);
      text-align: start;
    }
  }
`;
