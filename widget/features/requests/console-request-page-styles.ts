import { css } from 'lit';

export const requestPageStyles = css`
  :host {
    display: flex;
    block-size: 100%;
    min-block-size: 24rem;
  }
  .work {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 0;
    display: flex;
    flex-direction: column;
    background: var(--wa-color-surface-default);
  }
  support-conversation {
    flex: 1;
    inline-size: min(54rem, 100%);
    margin-inline: auto;
    --support-accent: var(--wa-color-brand-fill-loud);
    --support-on-accent: var(--wa-color-brand-on-loud);
  }
  .notice {
    padding: var(--wa-space-s) var(--wa-space-m);
    color: var(--wa-color-text-quiet);
    background: var(--wa-color-neutral-fill-quiet);
    text-align: center;
  }
  .problem:not(:has(*)) {
    display: none;
  }
  .problem {
    padding: var(--wa-space-s) var(--wa-space-m) 0;
  }
  .message {
    display: grid;
    justify-items: start;
    gap: var(--wa-space-s);
    padding: var(--wa-space-xl) var(--wa-space-l);
  }
  @media (max-width: 48rem) {
    :host {
      flex-direction: column;
    }
  }
`;
