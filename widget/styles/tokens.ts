import { css } from 'lit';

/**
 * The public custom properties, with what they are when nobody sets them: what the portal's admin chose
 * (`--_brand-…`), else our own. What the visitor chose (`--_scheme`) comes first. Elements use the private names alone.
 * Both schemes reach a contrast of 4.5 : 1 for text and 3 : 1 for borders of controls.
 */
export const tokens = css`
  :host {
    color-scheme: var(--_scheme, var(--support-color-scheme, var(--_brand-scheme, light dark)));
    --_accent: var(--support-accent, var(--_brand-accent, light-dark(#4338ca, #a5b4fc)));
    --_on-accent: var(--support-on-accent, var(--_brand-on-accent, light-dark(#ffffff, #1e1b4b)));
    /* The accent as text and lines. */
    --_link: var(--support-accent, var(--_brand-link, light-dark(#4338ca, #a5b4fc)));
    --_surface: var(--support-surface, light-dark(#ffffff, #17181f));
    --_raised: var(--support-raised, light-dark(#f3f4f9, #23252f));
    --_text: var(--support-text, light-dark(#1b1d27, #eceef5));
    --_muted: var(--support-muted, light-dark(#565b6e, #aeb3c4));
    /* Behind sheets that lie on it. */
    --_backdrop: light-dark(#f3f4f9, #101117);
    --_sheet-shadow:
      0 0 0 1px light-dark(rgb(20 22 40 / 0.06), rgb(255 255 255 / 0.08)),
      0 10px 28px -14px rgb(10 12 30 / 0.35);
    --_line: light-dark(#e1e4ed, #343744);
    --_control-line: light-dark(#868c9f, #767c90);
    --_danger: light-dark(#b3261e, #ffb4ab);
    --_good: light-dark(#15803d, #4ade80);
    --_notice: light-dark(#fdf3d8, #3a3120);
    --_radius: var(--support-radius, 14px);
    --_space: var(--support-spacing, 20px);
    --_space-s: calc(0.8 * var(--_space));
    font-family: var(
      --support-font,
      system-ui,
      -apple-system,
      'Segoe UI',
      Roboto,
      'Helvetica Neue',
      sans-serif
    );
    font-size: var(--support-font-size, 15px);
    line-height: 1.5;
    color: var(--_text);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_link);
    outline-offset: 2px;
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }
`;
