import { css } from 'lit';

/** The pages before the console: one calm card in the middle. */
export const entryStyles = css`
  :host {
    display: grid;
    place-items: center;
    min-block-size: 100dvh;
    padding: var(--wa-space-m);
  }
  main {
    inline-size: min(26rem, 100%);
    display: grid;
    gap: var(--wa-space-l);
    padding: clamp(1.25rem, 5vw, 2rem);
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
    box-shadow: var(--wa-shadow-m);
  }
  .intro {
    display: grid;
    gap: var(--wa-space-2xs);
  }
  .mark {
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    margin-block-end: var(--wa-space-xs);
    border-radius: var(--wa-border-radius-l);
    background: var(--wa-color-brand-fill-loud);
    color: var(--wa-color-brand-on-loud);
    font-size: 1.25rem;
  }
`;
