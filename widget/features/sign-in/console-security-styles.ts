import { css } from 'lit';

/** The page of the own sign-in: sections, and lists with one thing to do at the end of each line. */
export const securityStyles = css`
  .page {
    display: grid;
    gap: var(--wa-space-xl);
    max-inline-size: 40rem;
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
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--wa-space-xs);
    padding-block: var(--wa-space-s);
    border-block-end: 1px solid var(--wa-color-surface-border);
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
    padding: 0 var(--wa-space-2xs);
    border-radius: var(--wa-border-radius-s);
    background: var(--wa-color-neutral-fill-quiet);
    color: var(--wa-color-neutral-on-quiet);
    font-size: var(--wa-font-size-s);
  }
`;
