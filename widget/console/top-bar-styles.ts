import { css } from 'lit';

export const topBarStyles = css`
  header {
    display: flex;
    align-items: center;
    gap: var(--wa-space-xs);
    min-block-size: 3.25rem;
    padding: 0.375rem var(--wa-space-m);
    background: var(--wa-color-surface-raised);
    border-block-end: 1px solid var(--wa-color-surface-border);
  }
  a {
    color: inherit;
    text-decoration: none;
    border-radius: var(--wa-border-radius-m);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: var(--wa-space-xs);
    min-inline-size: 0;
    margin-inline-end: var(--wa-space-s);
    line-height: 1.25;
  }
  .mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    border-radius: var(--wa-border-radius-m);
    background: var(--wa-color-brand-fill-loud);
    color: var(--wa-color-brand-on-loud);
  }
  .name {
    display: grid;
    min-inline-size: 0;
  }
  .name > * {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    max-inline-size: 14rem;
  }
  .name .quiet {
    font-size: var(--wa-font-size-xs);
  }
  nav {
    display: flex;
    gap: 0.125rem;
    margin-inline-end: auto;
  }
  nav a,
  .configure {
    display: flex;
    align-items: center;
    gap: var(--wa-space-xs);
    block-size: 2rem;
    padding-inline: var(--wa-space-s);
    white-space: nowrap;
  }
  nav a:hover,
  .configure:hover {
    background: var(--wa-color-neutral-fill-quiet);
  }
  nav a:not([aria-current='false']),
  .configure[aria-current='true'] {
    background: var(--wa-color-neutral-fill-normal);
    font-weight: 500;
  }
  .badge {
    min-inline-size: 1.25rem;
    padding-inline: 0.375rem;
    border-radius: var(--wa-border-radius-pill);
    background: var(--wa-color-neutral-fill-loud);
    color: var(--wa-color-neutral-on-loud);
    font-size: var(--wa-font-size-xs);
    font-weight: 600;
    line-height: 1.25rem;
    text-align: center;
  }
  .badge.new_badge {
    background: var(--wa-color-brand-fill-loud);
    color: var(--wa-color-brand-on-loud);
  }
  .problem {
    color: var(--wa-color-danger-on-quiet);
    font-size: var(--wa-font-size-s);
  }
  .problem:empty {
    display: none;
  }
  .short {
    display: none;
  }
  .own {
    display: grid;
    place-items: center;
    inline-size: 2rem;
    block-size: 2rem;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: var(--wa-color-brand-fill-normal);
    color: var(--wa-color-brand-on-normal);
    font: inherit;
    font-size: var(--wa-font-size-xs);
    font-weight: 600;
    cursor: pointer;
  }
  .who {
    display: grid;
    padding: var(--wa-space-xs) var(--wa-space-s);
    border-block-end: 1px solid var(--wa-color-surface-border);
    margin-block-end: var(--wa-space-2xs);
    max-inline-size: 16rem;
    overflow-wrap: anywhere;
  }
  @media (max-width: 60rem) {
    .name .quiet,
    .configure span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .configure {
      padding-inline: var(--wa-space-xs);
      font-size: 1.125rem;
    }
  }
  @media (max-width: 48rem) {
    header {
      flex-wrap: wrap;
      padding-inline: var(--wa-space-s);
    }
    .brand {
      flex: 1;
      margin-inline-end: 0;
    }
    nav {
      order: 1;
      flex: 1 0 100%;
      gap: var(--wa-space-2xs);
    }
    nav a {
      flex: 1;
      justify-content: center;
      padding-inline: var(--wa-space-2xs);
    }
  }
  @media (max-width: 30rem) {
    header {
      column-gap: var(--wa-space-2xs);
      padding-inline: var(--wa-space-xs);
    }
    .brand {
      min-inline-size: 2rem;
    }
    .name {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    nav .long {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .short {
      display: inline;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    /* Three of them, with their counts, in whatever language: each as wide as its word. */
    nav a {
      flex: 1 1 auto;
      gap: var(--wa-space-2xs);
      min-inline-size: 0;
      padding-inline: 0.125rem;
      font-size: var(--wa-font-size-s);
    }
  }
`;
