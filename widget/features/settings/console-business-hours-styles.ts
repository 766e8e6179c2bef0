import { css } from 'lit';
import { nativeField } from '../../ui/console-styles.ts';

/** The browser's own fields for times, dates and names, dressed as the other fields are. */
export const fieldStyles = css`
  input {
    min-block-size: 2.25rem;
    max-inline-size: 100%;
    ${nativeField}
  }
  input[aria-invalid='true'] {
    border-color: var(--wa-color-danger-border-loud);
  }
`;

export const businessHoursStyles = css`
  :host,
  .hours,
  .section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--wa-space-m);
  }
  .section {
    gap: var(--wa-space-xs);
  }
  :host {
    padding-block-start: var(--wa-space-m);
    border-block-start: 1px solid var(--wa-color-surface-border);
  }
  .zone {
    max-inline-size: 26rem;
  }
  .day {
    display: grid;
    grid-template-columns: 8rem minmax(0, 1fr);
    align-items: center;
    gap: var(--wa-space-2xs) var(--wa-space-s);
    min-block-size: 2.25rem;
  }
  .holiday {
    display: grid;
    gap: var(--wa-space-xs);
    padding: var(--wa-space-s);
    border: 1px solid var(--wa-color-surface-border);
    border-radius: var(--wa-border-radius-m);
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--wa-space-xs);
  }
  .what .name {
    flex: 1 1 10rem;
  }
  .what .name input {
    inline-size: 100%;
  }
  .save {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--wa-space-xs);
  }
  @media (max-width: 40rem) {
    .day {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
