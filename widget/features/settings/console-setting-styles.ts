import { css } from 'lit';

/** One setting: its control, and under it where the value comes from and whether it is kept. */
export const settingStyles = css`
  :host {
    display: block;
  }
  wa-input,
  label,
  .hint {
    max-inline-size: 26rem;
  }
  .after {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-xs);
    min-block-size: 1.25rem;
    font-size: var(--wa-font-size-s);
  }
`;
