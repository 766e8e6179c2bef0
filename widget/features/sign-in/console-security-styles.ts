import { css } from 'lit';

/** The page of the own sign-in: sections, and lists with one thing to do at the end of each line. */
export const securityStyles = css`
  .page {
    display: grid;
    gap: var(--wa-space-xl);
    max-inline-size: 44rem;
    padding: var(--wa-space-l);
  }
  section,
  support-sessions-list {
    display: grid;
    gap: var(--wa-space-s);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-xs);
    padding: var(--wa-space-s) var(--wa-space-m);
  }
  li + li {
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  li > div {
    flex: 1 1 12rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  strong {
    font-weight: 500;
  }
  .tag {
    padding: 0.0625rem 0.5rem;
    border-radius: var(--wa-border-radius-pill);
    background: var(--wa-color-neutral-fill-quiet);
    color: var(--wa-color-neutral-on-quiet);
    font-size: var(--wa-font-size-s);
  }
  @media (max-width: 40rem) {
    .page {
      padding: var(--wa-space-m);
    }
  }
`;
