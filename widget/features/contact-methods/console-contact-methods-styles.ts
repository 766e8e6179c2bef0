import { css } from 'lit';
import { lineStyles } from '../../ui/console-line-styles.ts';

/** The page of the own contact methods, and under it what could not be sent. */
export const contactMethodsStyles = css`
  ${lineStyles}
  .page {
    display: grid;
    gap: var(--wa-space-xl);
    max-inline-size: 48rem;
    padding: var(--wa-space-l);
  }
  section,
  support-failed-notifications {
    display: grid;
    gap: var(--wa-space-s);
  }
  .none {
    padding: var(--wa-space-m);
    border: 1px dashed var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-xs);
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--wa-space-m);
    }
  }
`;
