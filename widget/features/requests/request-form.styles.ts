import { css } from 'lit';

export const requestFormStyles = css`
  form {
    display: grid;
    gap: 16px;
    padding: 20px;
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
  }
  .lead {
    margin-block-start: 6px;
  }
`;
