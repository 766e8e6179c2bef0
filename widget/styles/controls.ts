import { css } from 'lit';

/** The portal's small set of controls: native elements, dressed. */
export const controls = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
  }
  .button {
    min-block-size: 44px;
    padding: 8px 18px;
    border: 1px solid transparent;
    border-radius: 12px;
    font-weight: 600;
    background: var(--_accent);
    color: var(--_on-accent);
    transition: filter 120ms;
  }
  .button:hover {
    filter: brightness(1.08);
  }
  .button.quiet {
    background: transparent;
    border-color: var(--_control-line);
    color: var(--_text);
  }
  .button.small {
    min-block-size: 32px;
    padding: 3px 12px;
    border-radius: 10px;
    font-size: 0.9em;
  }
  .link {
    min-block-size: 24px;
    padding: 2px 4px;
    border: 0;
    border-radius: 6px;
    background: none;
    color: var(--_link);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 3px;
  }
  .link:hover {
    text-decoration-color: currentColor;
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    inline-size: 40px;
    block-size: 40px;
    flex: none;
    border: 1px solid transparent;
    border-radius: 12px;
    background: none;
  }
  .icon-button:hover,
  .icon-button[aria-expanded='true'] {
    background: color-mix(in srgb, currentColor 12%, transparent);
  }
  button[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
  svg {
    inline-size: 20px;
    block-size: 20px;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  label {
    display: block;
    margin-block-end: 6px;
    font-weight: 600;
  }
  input,
  select,
  textarea {
    display: block;
    inline-size: 100%;
    min-block-size: 44px;
    padding: 10px 12px;
    border: 1px solid var(--_control-line);
    border-radius: 12px;
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    /* Below 16 px, phones zoom into a field that is tapped. */
    font-size: max(16px, 1em);
    transition: border-color 120ms;
  }
  :is(input, select, textarea):hover:not([aria-invalid='true']) {
    border-color: var(--_muted);
  }
  textarea {
    resize: none;
  }
  input:focus-visible,
  textarea:focus-visible {
    outline-offset: 0;
  }
  [aria-invalid='true'] {
    border-color: var(--_danger);
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .problem {
    margin: 6px 0 0;
    color: var(--_danger);
    font-size: 0.92em;
  }
  .muted {
    color: var(--_muted);
  }
  .notice {
    margin: 0;
    padding: 8px 14px;
    border-radius: 12px;
    background: var(--_notice);
    color: var(--_text);
    font-size: 0.94em;
    /* Seen where colours are the reader's own. */
    border: 1px solid transparent;
  }
  .dots {
    display: inline-flex;
    gap: 4px;
  }
  .dots i {
    inline-size: 6px;
    block-size: 6px;
    border-radius: 50%;
    background: currentColor;
    animation: bounce 1.2s infinite;
  }
  .dots i:nth-child(2) {
    animation-delay: 0.15s;
  }
  .dots i:nth-child(3) {
    animation-delay: 0.3s;
  }
  @keyframes bounce {
    30% {
      transform: translateY(-4px);
    }
    60% {
      transform: none;
    }
  }
  /* A shape with one corner: whoever speaks. */
  .avatar {
    display: inline-grid;
    place-items: center;
    flex: none;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50% 50% 50% 6px;
    background: color-mix(in srgb, var(--_link) 18%, var(--_surface));
    color: var(--_text);
    font-size: 0.75em;
    font-weight: 600;
    line-height: 1;
  }
  @media (pointer: coarse) {
    .button.small,
    .link {
      min-block-size: 44px;
    }
    .icon-button {
      inline-size: 44px;
      block-size: 44px;
    }
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
