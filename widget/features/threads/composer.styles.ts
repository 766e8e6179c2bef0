import { css } from 'lit';

export const composerStyles = css`
  :host {
    display: block;
  }
  .field {
    display: flex;
    align-items: end;
    gap: 4px;
    padding: 4px;
    border: 1px solid var(--_control-line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  .field:focus-within {
    outline: 2px solid var(--_link);
  }
  textarea {
    flex: 1;
    min-block-size: 40px;
    max-block-size: min(30vh, 180px);
    field-sizing: content;
    padding: 7px 10px;
    border: 0;
    background: none;
    line-height: 1.5;
  }
  /* The whole field shows the focus. */
  textarea:focus-visible {
    outline: none;
  }
  .icon-button {
    background: var(--_accent);
    color: var(--_on-accent);
    border-radius: 11px;
  }
  .icon-button[aria-disabled='true'] {
    background: var(--_raised);
    color: var(--_muted);
    opacity: 1;
  }
  .count {
    margin: 4px 8px 0;
    font-size: 0.87em;
    text-align: end;
  }
`;
