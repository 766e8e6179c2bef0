import { css } from 'lit';

export const identityKeysStyles = css`
  wa-dialog {
    --width: 44rem;
  }
  .stack {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-m);
  }
  .keys {
    margin: 0;
    padding: 0;
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-m);
    list-style: none;
  }
  .keys li {
    display: flex;
    align-items: start;
    gap: var(--wa-space-xs);
    padding: var(--wa-space-xs) var(--wa-space-xs) var(--wa-space-xs) var(--wa-space-s);
  }
  .keys li + li {
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  .about {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .id {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-2xs) var(--wa-space-xs);
    font-size: var(--wa-font-size-s);
  }
`;
