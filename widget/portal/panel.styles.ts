import { css } from 'lit';

/**
 * Stops what the page's rules make the element around inherit (`* { letter-spacing: 9px !important }`), before tokens.
 * Only that the page hides the element goes on inwards.
 */
export const boundary = css`
  :host {
    all: initial;
    visibility: inherit;
    pointer-events: inherit;
  }
`;

export const panelStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow: hidden;
    background: var(--_surface);
  }
  .header {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 60px;
    padding-block: max(8px, env(safe-area-inset-top)) 8px;
    padding-inline: calc(0.8 * var(--_space)) 8px;
    background: light-dark(var(--_accent), var(--_raised));
    color: light-dark(var(--_on-accent), var(--_text));
  }
  .header :focus-visible {
    outline-color: currentColor;
    outline-offset: -3px;
  }
  .mark {
    flex: none;
    inline-size: 34px;
    block-size: 34px;
    padding: 9px;
    border-radius: 11px;
    background: color-mix(in srgb, currentColor 16%, transparent);
  }
  .mark::before {
    content: '';
    display: block;
    block-size: 100%;
    border: 2.5px solid;
    border-radius: 50% 50% 50% 3px;
  }
  .logo {
    flex: none;
    block-size: 34px;
    max-inline-size: 45%;
    border-radius: 8px;
  }
  h1 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 1.1em;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  .presence {
    display: flex;
    align-items: center;
    gap: 6px;
    font-size: 0.82em;
    font-weight: 400;
  }
  .presence::before {
    content: '';
    inline-size: 8px;
    block-size: 8px;
    border: 1px solid transparent;
    border-radius: 50%;
    background: #4ade80;
    box-shadow: 0 0 0 2px color-mix(in srgb, #000 25%, transparent);
  }
  .presence.away::before {
    background: transparent;
    box-shadow: inset 0 0 0 2px currentColor;
  }
  support-app-settings {
    border-block-end: 1px solid var(--_line);
  }
  .banner {
    margin: 0;
    padding: 6px 16px;
    background: var(--_notice);
    font-size: 0.92em;
    text-align: center;
    text-wrap: balance;
  }
  main {
    flex: 1;
    overscroll-behavior: contain;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    overflow-y: auto;
  }
  /* A line that is read across a wide window tires. */
  /* It is no control: it has the focus where what had it is gone. */
  main:focus {
    outline: none;
  }
  main > * {
    inline-size: 100%;
    max-inline-size: 760px;
    margin-inline: auto;
  }
  support-own-request {
    flex: 1;
  }
  .centre {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--_space-s);
    flex: 1;
    padding: calc(1.4 * var(--_space)) calc(1.2 * var(--_space));
    text-align: center;
    text-wrap: balance;
  }
  .centre p {
    margin: 0;
    max-inline-size: 34ch;
  }
  .sign {
    display: grid;
    place-items: center;
    inline-size: 64px;
    block-size: 64px;
    border-radius: 50% 50% 50% 12px;
    background: var(--_raised);
    color: var(--_muted);
  }
  .sign svg {
    inline-size: 28px;
    block-size: 28px;
  }
  .sign.busy {
    animation: breathe 1.6s ease-in-out infinite;
  }
  @keyframes breathe {
    50% {
      opacity: 0.45;
    }
  }
  @media (max-height: 480px) {
    .header {
      min-block-size: 48px;
      padding-block-end: 4px;
    }
  }
  .draft {
    padding: 0 var(--_space) var(--_space);
  }
  .draft textarea {
    margin-block-start: 8px;
    min-block-size: 96px;
  }
`;
