import { css } from 'lit';

export const requestHeaderStyles = css`
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: start;
    gap: var(--wa-space-s);
    padding: var(--wa-space-s) var(--wa-space-m);
    border-block-end: 1px solid var(--wa-color-surface-border);
  }
  .who {
    flex: 1 1 16rem;
    min-inline-size: 0;
    display: grid;
    gap: var(--wa-space-2xs);
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-2xs) var(--wa-space-xs);
  }
  h1 {
    font-size: 1.0625rem;
    overflow-wrap: anywhere;
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--wa-space-m);
    margin: 0;
    font-size: var(--wa-font-size-s);
  }
  dl div {
    display: flex;
    gap: var(--wa-space-2xs);
    min-inline-size: 0;
  }
  dt {
    color: var(--wa-color-text-quiet);
    white-space: nowrap;
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  /* As much as a website likes to say, without pushing the conversation away. */
  .context dd {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--wa-space-s);
    max-block-size: 3.2lh;
    overflow-y: auto;
  }
  .fact {
    max-inline-size: 40ch;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-xs);
  }
`;
