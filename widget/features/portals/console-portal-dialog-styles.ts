import { css } from 'lit';

export const portalDialogStyles = css`
  .preview {
    margin-block-start: var(--wa-space-2xs);
    font-size: var(--wa-font-size-s);
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 1em;
    font-weight: 500;
  }
  .stack {
    display: grid;
    gap: var(--wa-space-m);
  }
`;
