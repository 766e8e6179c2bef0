import { css } from 'lit';

export const statusMenuStyles = css`
  :host {
    position: relative;
  }
  button {
    display: flex;
    align-items: center;
    gap: var(--wa-space-xs);
    block-size: 2rem;
    padding-inline: var(--wa-space-s);
    border: 1px solid var(--_border);
    border-radius: var(--wa-border-radius-pill);
    background: var(--_fill);
    color: var(--_text);
    font: inherit;
    font-weight: 500;
    cursor: pointer;
    white-space: nowrap;
  }
  .on {
    --_dot: var(--wa-color-success-50);
    --_fill: var(--wa-color-success-fill-quiet);
    --_border: var(--wa-color-success-border-normal);
    --_text: var(--wa-color-success-on-normal);
  }
  .off {
    --_dot: var(--wa-color-neutral-50);
    --_fill: var(--wa-color-neutral-fill-quiet);
    --_border: var(--wa-color-neutral-border-normal);
    --_text: var(--wa-color-neutral-on-normal);
  }
  .dot {
    flex: none;
    inline-size: 0.625rem;
    block-size: 0.625rem;
    border-radius: 50%;
    background: var(--_dot);
  }
  /* Unavailable is a ring, Available a disc: told apart without colour. */
  .off .dot {
    background: none;
    border: 2px solid var(--_dot);
  }
  .short {
    display: none;
  }
  .panel {
    position: absolute;
    z-index: 20;
    inset-block-start: calc(100% + 0.375rem);
    inset-inline-end: 0;
    inline-size: 21rem;
    max-inline-size: calc(100vw - 2 * var(--wa-space-s));
    display: grid;
    gap: var(--wa-space-s);
    padding: var(--wa-space-s);
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
    box-shadow: var(--wa-shadow-l);
  }
  .panel[hidden] {
    display: none;
  }
  fieldset {
    display: grid;
    gap: var(--wa-space-2xs);
    margin: 0;
    padding: 0;
    border: 0;
  }
  label {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.125rem var(--wa-space-xs);
    align-items: center;
    padding: var(--wa-space-xs);
    border: 1px solid transparent;
    border-radius: var(--wa-border-radius-m);
    cursor: pointer;
  }
  label:hover {
    background: var(--wa-color-neutral-fill-quiet);
  }
  label:has(:checked) {
    background: var(--_fill);
    border-color: var(--_border);
  }
  input {
    margin: 0;
    accent-color: var(--wa-color-brand-fill-loud);
  }
  .words {
    display: flex;
    align-items: center;
    gap: var(--wa-space-xs);
    font-weight: 500;
  }
  .advice {
    grid-column: 2;
    font-size: var(--wa-font-size-s);
  }
  .methods {
    padding-block-start: var(--wa-space-s);
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  legend {
    float: inline-start;
    padding: 0 var(--wa-space-xs);
    color: var(--wa-color-text-quiet);
    font-size: var(--wa-font-size-s);
  }
  .methods label {
    padding-block: var(--wa-space-2xs);
    overflow-wrap: anywhere;
  }
  .methods label:has(:checked) {
    background: none;
    border-color: transparent;
  }
  .methods a {
    padding-inline: var(--wa-space-xs);
    font-size: var(--wa-font-size-s);
  }
  wa-switch {
    padding: var(--wa-space-2xs) var(--wa-space-xs) 0;
  }
  .problem {
    padding-inline: var(--wa-space-xs);
    color: var(--wa-color-danger-on-quiet);
  }
  .problem:empty {
    display: none;
  }
  @media (max-width: 60rem) {
    .long {
      display: none;
    }
    .short {
      display: inline;
    }
  }
  @media (max-width: 40rem) {
    .panel {
      position: fixed;
      inset-block-start: 3.5rem;
      inset-inline: var(--wa-space-s);
      inline-size: auto;
    }
  }
`;
