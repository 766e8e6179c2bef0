import { css } from 'lit';

export const reminderStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--wa-space-xs) var(--wa-space-m);
    text-align: center;
  }
  .bar.shown {
    padding: var(--wa-space-xs) var(--wa-space-m);
    background: var(--wa-color-warning-fill-quiet);
    color: var(--wa-color-warning-on-normal);
    border-block-end: 1px solid var(--wa-color-warning-border-normal);
  }
  .words {
    text-wrap: balance;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--wa-space-xs);
  }
  .problem {
    flex-basis: 100%;
    color: var(--wa-color-danger-on-normal);
  }
  .problem:empty {
    display: none;
  }
`;
