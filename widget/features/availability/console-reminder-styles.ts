import { css } from 'lit';

export const reminderStyles = css`
  .bar.shown {
    background: var(--wa-color-warning-fill-quiet);
    color: var(--wa-color-warning-on-normal);
    border-color: var(--wa-color-warning-border-normal);
  }
  .words {
    text-wrap: balance;
  }
  .problem {
    flex-basis: 100%;
    color: var(--wa-color-danger-on-normal);
  }
  .problem:empty {
    display: none;
  }
`;
