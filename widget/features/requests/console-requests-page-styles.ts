import { css } from 'lit';

export const requestsPageStyles = css`
  .search {
    flex: 0 1 16rem;
  }
  .search::part(form-control-label) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .views {
    display: flex;
    flex-wrap: wrap;
    gap: var(--wa-space-2xs) var(--wa-space-s);
    border-block-end: 1px solid var(--wa-color-surface-border);
  }
  @media (max-width: 30rem) {
    .views {
      column-gap: 0.125rem;
    }
  }
  .views a {
    padding: var(--wa-space-2xs) var(--wa-space-2xs) 0.375rem;
    margin-block-end: -1px;
    border-block-end: 2px solid transparent;
    color: var(--wa-color-text-quiet);
    text-decoration: none;
  }
  .views a:hover {
    color: var(--wa-color-text-normal);
  }
  .views a[aria-current='page'] {
    border-color: var(--wa-color-brand-fill-loud);
    color: var(--wa-color-text-normal);
    font-weight: 500;
  }
  .count {
    margin-inline-start: var(--wa-space-2xs);
    padding-inline: 0.375rem;
    border-radius: var(--wa-border-radius-pill);
    background: var(--wa-color-brand-fill-quiet);
    color: var(--wa-color-brand-on-normal);
    font-size: var(--wa-font-size-xs);
    font-weight: 600;
  }
  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-xs) var(--wa-space-m);
    padding: var(--wa-space-s) var(--wa-space-m);
    background: var(--wa-color-surface-raised);
    border: 1px solid var(--wa-color-surface-border);
    border-inline-start: 3px solid var(--wa-color-neutral-border-loud);
    border-radius: var(--wa-border-radius-l);
  }
  .note span {
    flex: 1 1 18rem;
  }
  .problem:not(:has(*)) {
    display: none;
  }
  .foot {
    display: flex;
    align-items: center;
    gap: var(--wa-space-s);
    font-size: var(--wa-font-size-s);
  }
`;
