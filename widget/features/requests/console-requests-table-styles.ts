import { css } from 'lit';

export const requestsTableStyles = css`
  th button {
    display: inline-flex;
    align-items: center;
    gap: var(--wa-space-2xs);
    padding: 0.125rem 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  th button wa-icon {
    opacity: 0;
    font-size: var(--wa-font-size-xs);
  }
  th:not([aria-sort='none']) button {
    color: var(--wa-color-text-normal);
  }
  th:not([aria-sort='none']) button wa-icon,
  th button:hover wa-icon,
  th button:focus-visible wa-icon {
    opacity: 1;
  }
  .sorting {
    display: none;
  }
  tbody tr {
    position: relative;
  }
  tbody tr:hover {
    background: var(--wa-color-neutral-fill-quiet);
  }
  .time,
  .number {
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  th.customer {
    inline-size: 40%;
    font-weight: 400;
  }
  .customer .name {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--wa-space-xs);
  }
  .customer a {
    min-inline-size: 0;
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  /* The whole row leads to the request. */
  .customer a::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  .customer a:focus-visible {
    outline: none;
  }
  tr:has(a:focus-visible) {
    outline: var(--wa-focus-ring);
    outline-offset: -2px;
  }
  .excerpt {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
    overflow: hidden;
    /* In the customer's direction, at the reader's side. */
    text-align: -webkit-match-parent;
    text-align: match-parent;
    font-size: var(--wa-font-size-s);
  }
  .with {
    margin-inline-start: var(--wa-space-2xs);
    font-size: var(--wa-font-size-s);
  }
  td wa-button {
    position: relative;
  }
  .card-name {
    display: none;
  }
  @container (inline-size < 44rem) {
    /* What cards are sorted by is chosen above them; the heads, out of sight, keep their names. */
    thead button {
      display: none;
    }
    .card-name {
      display: inline;
    }
    .sorting {
      display: flex;
      align-items: center;
      gap: var(--wa-space-xs);
      margin-block-end: var(--wa-space-s);
      font-size: var(--wa-font-size-s);
    }
    select {
      padding: 0.375rem;
      border: 1px solid var(--wa-form-control-border-color);
      border-radius: var(--wa-border-radius-m);
      background: var(--wa-color-surface-raised);
      color: inherit;
      font: inherit;
    }
    tbody tr {
      grid-template:
        'customer status status' auto
        'company number time' auto / 1fr auto min-content;
      gap: var(--wa-space-xs);
    }
    th.customer {
      grid-area: customer;
      inline-size: auto;
    }
    .status {
      grid-area: status;
      justify-self: end;
      /* Whoever asks is not squeezed by when it is due. */
      max-inline-size: 10rem;
      text-align: end;
    }
    .with {
      display: block;
    }
    .company {
      grid-area: company;
    }
    /* What the status is wider by is here, so that the number stands beside the time. */
    .number {
      grid-area: number;
      text-align: end;
    }
    .number::before {
      content: '#';
    }
    .time {
      grid-area: time;
    }
    .company,
    .number,
    .time {
      color: var(--wa-color-text-quiet);
      font-size: var(--wa-font-size-s);
    }
    td.end {
      grid-column: 1 / -1;
    }
    td.end:not(:has(*)) {
      display: none;
    }
    td wa-button {
      inline-size: 100%;
    }
  }
`;
