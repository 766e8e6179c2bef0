import { css } from 'lit';

export const threadStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    position: relative;
    min-block-size: 0;
  }
  .log {
    flex: 1;
    overflow-y: auto;
    overscroll-behavior: contain;
    padding: calc(0.6 * var(--_space)) var(--_space-s);
    display: flex;
    flex-direction: column;
    gap: 3px;
  }
  .log:focus-visible {
    outline-offset: -2px;
  }
  /* Keeps a short conversation at the bottom, where the next message appears. */
  .log::before {
    content: '';
    margin-block-start: auto;
  }
  .aside {
    align-self: center;
    max-inline-size: 90%;
    margin: 10px 0 6px;
    color: var(--_muted);
    font-size: 0.87em;
    text-align: center;
  }
  .message {
    max-inline-size: 85%;
    align-self: start;
    display: flex;
    flex-direction: column;
    align-items: start;
  }
  .message.first {
    margin-block-start: 8px;
  }
  .message.own {
    align-self: end;
    align-items: end;
  }
  /* Beside the other side's words, from the first of a group on. */
  .message:not(.own) {
    position: relative;
    padding-inline-start: 36px;
  }
  .message .avatar {
    position: absolute;
    inset-block-start: 19px;
    inset-inline-start: 0;
  }
  .author,
  .meta {
    padding-inline: 4px;
    color: var(--_muted);
    font-size: 0.83em;
  }
  .bubble {
    padding: 8px 13px;
    border: 1px solid transparent;
    border-radius: 16px;
    border-start-start-radius: 5px;
    background: var(--_raised);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .own .bubble {
    border-start-start-radius: 16px;
    border-end-end-radius: 5px;
    background: var(--_accent);
    color: var(--_on-accent);
  }
  .bubble a {
    color: inherit;
  }
  .failed .bubble {
    background: var(--_surface);
    color: var(--_text);
    border: 1px dashed var(--_danger);
  }
  @media (prefers-reduced-motion: no-preference) {
    .message {
      animation: appear 160ms ease-out;
    }
  }
  @keyframes appear {
    from {
      transform: translateY(8px);
    }
  }
  .typing {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    margin-block-start: 6px;
    color: var(--_muted);
    font-size: 0.87em;
  }
  .to-end {
    position: absolute;
    inset-block-end: 10px;
    inset-inline: 0;
    margin-inline: auto;
    inline-size: fit-content;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    box-shadow: 0 4px 14px rgb(0 0 0 / 0.25);
  }
  .to-end svg {
    inline-size: 16px;
    block-size: 16px;
  }
`;
