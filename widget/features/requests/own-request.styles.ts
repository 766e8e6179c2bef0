import { css } from 'lit';

export const ownRequestStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 12px;
    padding: calc(0.5 * var(--_space)) var(--_space-s);
    border-block-end: 1px solid var(--_line);
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.05em;
    line-height: 1.35;
  }
  header p {
    font-size: 0.94em;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }
  .stand {
    flex: 1 1 280px;
  }
  .notice {
    margin-block-start: 8px;
  }
  support-conversation {
    flex: 1;
    min-block-size: 160px;
  }
`;
