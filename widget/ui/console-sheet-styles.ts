import { css } from 'lit';

/** The pill a short word stands in. */
export const pill = css`
  display: inline-block;
  padding: 0.0625rem 0.5rem;
  border-radius: var(--wa-border-radius-pill);
  background: var(--wa-color-neutral-fill-quiet);
  color: var(--wa-color-neutral-on-normal);
  font-size: var(--wa-font-size-s);
  white-space: nowrap;
`;

/** A word in a pill beside what it is said of. */
export const tagStyles = css`
  .tag {
    ${pill}
    font-weight: 400;
  }
  .tag.good {
    background: var(--wa-color-success-fill-quiet);
    color: var(--wa-color-success-on-normal);
  }
  .tag.bad {
    background: var(--wa-color-warning-fill-quiet);
    color: var(--wa-color-warning-on-normal);
  }
`;

/** A list as one sheet with a line between its rows; what a row looks like is said where it is. */
export const sheetStyles = css`
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
  }
  li + li {
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  ${tagStyles}
`;
