import { css } from 'lit';

export const frameStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100dvh;
  }
  .skip {
    position: absolute;
    inset-block-start: var(--wa-space-xs);
    inset-inline-start: var(--wa-space-xs);
    z-index: 10;
    padding: var(--wa-space-xs) var(--wa-space-s);
    background: var(--wa-color-surface-raised);
    border-radius: var(--wa-border-radius-m);
  }
  .banner {
    padding: var(--wa-space-2xs) var(--wa-space-m);
    background: var(--wa-color-warning-fill-quiet);
    color: var(--wa-color-warning-on-normal);
    border-block-end: 1px solid var(--wa-color-warning-border-quiet);
    font-size: var(--wa-font-size-s);
    text-align: center;
  }
  .banner:empty {
    display: none;
  }
  main {
    flex: 1;
    /* What is hidden from sight alone stays in here: else the page scrolls as well. */
    position: relative;
    min-block-size: 0;
    overflow: auto;
    outline: none;
  }
  .message {
    display: grid;
    justify-items: start;
    gap: var(--wa-space-s);
    max-inline-size: 34rem;
    padding: var(--wa-space-xl) var(--wa-space-l);
  }
  /* Low or zoomed windows scroll as a whole: a fixed bar would leave no room to read. */
  @media (max-height: 30rem) {
    :host {
      block-size: auto;
      min-block-size: 100dvh;
    }
  }
`;
