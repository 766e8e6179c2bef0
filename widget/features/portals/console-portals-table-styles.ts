import { css } from 'lit';

export const portalsTableStyles = css`
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--wa-color-text-link);
    font: inherit;
    text-decoration: underline;
    text-underline-offset: 0.15em;
    cursor: pointer;
  }
  .state {
    font-size: var(--wa-font-size-s);
  }
  .warning {
    display: flex;
    gap: var(--wa-space-2xs);
    max-inline-size: 18rem;
    color: var(--wa-color-warning-on-normal);
    font-size: var(--wa-font-size-s);
  }
  .warning wa-icon {
    flex: none;
    margin-block-start: 0.2em;
  }
`;
