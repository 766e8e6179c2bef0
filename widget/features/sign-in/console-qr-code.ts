import { svg, html, css, LitElement, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { encode } from 'uqr';

/** Free space around it that scanners need, in modules. */
const BORDER = 4;

/** A text as QR code, dark on light in every theme, as scanners want it. */
export class SupportQrCode extends LitElement {
  static override styles = css`
    svg {
      display: block;
      /* Smaller on a phone, where one should see that something follows the field below it. */
      inline-size: clamp(9rem, 50vw, 12rem);
      max-inline-size: 100%;
      border-radius: var(--wa-border-radius-m);
      background: #fff;
      fill: #000;
    }
  `;

  @property() value = '';
  /** What it is, for whoever cannot see it. */
  @property() label = '';

  override render(): TemplateResult {
    const { size, data } = encode(this.value, { ecc: 'M', border: BORDER });
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
    return html`<svg
      viewBox="0 0 ${size} ${size}"
      role="img"
      aria-label=${this.label}
      shape-rendering="crispEdges"
    >
      ${svg`<path d=${path}></path>`}
    </svg>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-qr-code': SupportQrCode;
  }
}
