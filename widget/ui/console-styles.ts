import { css } from 'lit';

/** What all of the console's elements share: type, links, focus, text for screen readers alone. */
export const baseStyles = css`
  :host {
    display: block;
    color: var(--wa-color-text-normal);
    font-size: var(--wa-font-size-m);
    line-height: 1.5;
  }
  :host([hidden]) {
    display: none;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
  }
  h1 {
    font-size: 1.375rem;
    font-weight: 600;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
  }
  a {
    color: var(--wa-color-text-link);
    text-underline-offset: 0.15em;
  }
  :focus-visible {
    outline: var(--wa-focus-ring);
    outline-offset: 2px;
    border-radius: var(--wa-border-radius-s);
  }
  .quiet {
    color: var(--wa-color-text-quiet);
  }
  .visually-hidden:not(:focus-within) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  span.code,
  wa-input.code::part(input) {
    font-family: var(--wa-font-family-code);
  }
  wa-button {
    white-space: nowrap;
  }
  /* Where colours are the reader's own, where one is has theirs for what is chosen, whatever an element says later. */
  @media (forced-colors: active) {
    [aria-current='page'] {
      forced-color-adjust: none;
      background: Highlight !important;
      color: HighlightText !important;
    }
    [aria-current='page'] * {
      background: none !important;
      color: inherit !important;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      animation: none !important;
      transition: none !important;
    }
  }
`;

/** Forms: one column, errors at their field. */
export const formStyles = css`
  form {
    display: grid;
    /* Long words and files must not make a form wider than its dialog. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-m);
  }
  .refused {
    color: var(--wa-color-danger-on-quiet);
    font-weight: 500;
  }
  [data-refused]::part(base),
  [data-refused]::part(combobox) {
    border-color: var(--wa-color-danger-border-loud);
  }
  .alert:empty,
  .alert:not(:has(wa-callout)) {
    display: none;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-xs);
  }
  [slot='footer'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: var(--wa-space-xs);
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
    display: grid;
    gap: var(--wa-space-xs);
  }
  legend {
    padding: 0;
    margin-block-end: var(--wa-space-2xs);
    font-weight: 500;
  }
`;

/** What dresses one of the browser's own fields as the other fields are. */
export const nativeField = css`
  padding: 0.25rem 0.5rem;
  border: 1px solid var(--wa-form-control-border-color);
  border-radius: var(--wa-border-radius-m);
  background: var(--wa-color-surface-default);
  color: inherit;
  font: inherit;
  font-weight: 400;
`;

/** The browser's own list to choose from. */
export const nativeSelectStyles = css`
  label {
    display: grid;
    gap: var(--wa-space-2xs);
    font-weight: 500;
  }
  .hint {
    margin-block-start: var(--wa-space-2xs);
    font-size: var(--wa-font-size-s);
  }
  select {
    inline-size: 100%;
    min-block-size: 2.25rem;
    ${nativeField}
  }
`;
