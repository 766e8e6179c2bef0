import { css } from 'lit';

export const missedStyles = css`
  .page {
    display: grid;
    gap: var(--wa-space-m);
    max-inline-size: 60rem;
    padding: var(--wa-space-l);
  }
  .intro {
    display: grid;
    gap: var(--wa-space-2xs);
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-s);
  }
  .choices label {
    flex: 1 1 12rem;
    max-inline-size: 20rem;
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8rem, 1fr));
    gap: var(--wa-space-s);
    margin: 0;
  }
  dl div {
    padding: var(--wa-space-s) var(--wa-space-m);
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
  }
  dt {
    font-size: var(--wa-font-size-s);
  }
  dd {
    margin: 0;
    font-size: var(--wa-font-size-l);
    font-weight: 600;
  }
  .part {
    font-size: var(--wa-font-size-s);
    font-weight: 400;
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--wa-space-m) var(--wa-space-s);
    }
  }
`;
