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
    padding: calc(0.6 * var(--_space)) var(--_space-s);
    border-block-end: 1px solid var(--_line);
  }
  /* Somebody is there, or will be. */
  .avatar {
    position: relative;
    inline-size: 38px;
    block-size: 38px;
    font-size: 0.9em;
  }
  .avatar::after {
    content: '';
    position: absolute;
    inset-block-end: -1px;
    inset-inline-end: -1px;
    inline-size: 10px;
    block-size: 10px;
    border: 2px solid var(--_surface);
    border-radius: 50%;
    background: var(--_good);
  }
  .wait {
    align-self: start;
    margin-block-start: 9px;
    padding-inline: 4px;
    color: var(--_link);
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
  .actions form {
    flex: 1 1 min(260px, 100%);
  }
  form .button {
    margin: 8px 6px 0 0;
  }
  .stand {
    flex: 1 1 min(260px, 70%);
  }
  .notice {
    margin-block-start: 8px;
  }
  support-conversation {
    flex: 1;
    min-block-size: 160px;
  }
`;
