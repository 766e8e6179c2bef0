import { css } from 'lit';
import { tagStyles } from './console-sheet-styles.ts';

/**
 * Pages that are a heading, a tool bar and a table; below 44 rem each row becomes a card. A browser forgets that
 * blocks were a table, so the tables say it with roles.
 */
export const tableStyles = css`
  :host {
    container-type: inline-size;
  }
  .page {
    display: grid;
    gap: var(--wa-space-m);
    padding: var(--wa-space-l);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-s);
  }
  header > :first-child {
    flex: 1 1 14rem;
  }
  [role='alert']:not(:has(*)) {
    display: none;
  }
  .sheet {
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-l);
    overflow: hidden;
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 0.625rem var(--wa-space-m);
    text-align: start;
    vertical-align: middle;
    overflow-wrap: anywhere;
  }
  /* A word of ours, which is not broken; names and addresses of others may be. */
  .short {
    overflow-wrap: normal;
  }
  th {
    font-size: var(--wa-font-size-s);
    font-weight: 500;
    color: var(--wa-color-text-quiet);
    background: var(--wa-color-surface-lowered);
    white-space: nowrap;
  }
  tbody th {
    background: none;
    color: inherit;
    font-size: inherit;
    white-space: normal;
    min-inline-size: 11rem;
  }
  tbody tr {
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  ${tagStyles}
  td.end {
    text-align: end;
    white-space: nowrap;
  }
  td .label {
    display: none;
  }
  .empty {
    display: grid;
    justify-items: center;
    gap: var(--wa-space-xs);
    padding: var(--wa-space-3xl) var(--wa-space-m);
    text-align: center;
  }
  .empty wa-icon {
    color: var(--wa-color-text-quiet);
    font-size: 2rem;
  }
  .empty p {
    max-inline-size: 28rem;
  }
  @container (inline-size < 44rem) {
    .page {
      padding: var(--wa-space-m) var(--wa-space-s);
    }
    .sheet {
      background: none;
      border: 0;
      border-radius: 0;
      overflow: visible;
    }
    table,
    tbody,
    tr,
    th,
    td {
      display: block;
    }
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    tbody tr {
      display: grid;
      gap: var(--wa-space-2xs);
      padding: var(--wa-space-s);
      margin-block-end: var(--wa-space-s);
      background: var(--wa-color-surface-raised);
      border: 1px solid var(--wa-color-surface-border);
      border-radius: var(--wa-border-radius-l);
    }
    tbody th,
    td {
      padding: 0;
      min-inline-size: 0;
    }
    td.end {
      text-align: start;
      white-space: normal;
      padding-block-start: var(--wa-space-2xs);
    }
    td .label {
      display: inline;
      color: var(--wa-color-text-quiet);
      font-size: var(--wa-font-size-s);
      margin-inline-end: var(--wa-space-2xs);
    }
  }
`;
