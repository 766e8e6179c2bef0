import { css } from 'lit';

export const requestFormStyles = css`
  form {
    display: grid;
    /* A word without an end must not make the form wider than the panel. */
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-s);
    padding: var(--_space);
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.35em;
    line-height: 1.25;
    text-wrap: balance;
  }
  textarea {
    min-block-size: 96px;
    max-block-size: 260px;
    field-sizing: content;
    overflow-wrap: anywhere;
  }
  .lead {
    margin-block-start: 6px;
  }
`;
