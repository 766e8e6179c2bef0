import { css } from 'lit';

/** News across the whole console, above every page: what there is, and what can be done with it. */
export const barStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: var(--wa-space-xs) var(--wa-space-m);
    text-align: center;
    /* However much there is, the page under it can be used. */
    max-block-size: 40dvh;
    overflow: auto;
  }
  .bar.shown {
    padding: var(--wa-space-xs) var(--wa-space-m);
    background: var(--wa-color-brand-fill-quiet);
    color: var(--wa-color-brand-on-normal);
    border-block-end: 1px solid var(--wa-color-brand-border-normal);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: var(--wa-space-xs);
  }
`;
