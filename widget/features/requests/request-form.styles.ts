import { css } from 'lit';

export const requestFormStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    flex: 1 0 auto;
    background: var(--_backdrop);
  }
  h2,
  p {
    margin: 0;
  }
  /* The greeting goes on where the panel's header ends, and the form lies on its lower edge. */
  .greeting {
    padding: 6px var(--_space) calc(2.6 * var(--_space));
    background: light-dark(var(--_accent), var(--_raised));
    color: light-dark(var(--_on-accent), var(--_text));
  }
  h2 {
    font-size: 1.55em;
    line-height: 1.2;
    letter-spacing: -0.01em;
    text-wrap: balance;
  }
  .lead {
    margin-block-start: 6px;
    max-inline-size: 46ch;
    text-wrap: pretty;
  }
  form {
    /* What nobody sees stays in here too. */
    position: relative;
    display: grid;
    /* A word without an end must not make the form wider than the panel. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-s);
    margin: calc(-1.6 * var(--_space)) calc(0.7 * var(--_space)) calc(0.7 * var(--_space));
    padding: var(--_space);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_surface);
    box-shadow: var(--_sheet-shadow);
  }
  .trap {
    position: absolute;
    inline-size: 1px;
    padding: 0;
    border: 0;
    opacity: 0;
  }
  textarea {
    min-block-size: 76px;
    max-block-size: 260px;
    field-sizing: content;
    overflow-wrap: anywhere;
  }
`;
