import { paletteOf } from '#protocol/colours';
import { css, html, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { ConsoleElement } from '../../ui/console-element.ts';

/** A portal as its visitors would see it, in small: with the portal's own tokens and controls. It does nothing. */
export class SupportBrandingPreview extends ConsoleElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        border-radius: 16px;
        overflow: hidden;
        background: var(--_backdrop);
        box-shadow: var(--_sheet-shadow);
        font-size: 13px;
      }
      .top {
        padding: 12px 14px 34px;
        background: light-dark(var(--_accent), var(--_raised));
        color: light-dark(var(--_on-accent), var(--_text));
      }
      .name {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 30px;
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      img {
        block-size: 28px;
        max-inline-size: 45%;
        border-radius: 6px;
      }
      .title {
        margin-block-start: 8px;
        font-size: 1.4em;
        font-weight: 700;
      }
      .sheet {
        display: grid;
        gap: 8px;
        margin: -22px 10px 10px;
        padding: 12px;
        border-radius: 14px;
        background: var(--_surface);
        box-shadow: var(--_sheet-shadow);
      }
      .field {
        block-size: 30px;
        border: 1px solid var(--_control-line);
        border-radius: 9px;
      }
      .button {
        min-block-size: 34px;
        padding: 6px 12px;
        text-align: center;
      }
      .foot {
        display: flex;
        padding: 4px 10px 12px;
      }
      .foot.end {
        justify-content: flex-end;
      }
      .launcher {
        display: grid;
        place-items: center;
        inline-size: 40px;
        block-size: 40px;
        border-radius: 50%;
        background: var(--_accent);
        color: var(--_on-accent);
      }
      .launcher.square {
        border-radius: 12px;
      }
      .launcher::before {
        content: '';
        inline-size: 14px;
        block-size: 14px;
        border: 2px solid;
        border-radius: 50% 50% 50% 2px;
      }
      .foot.start .launcher::before {
        border-radius: 50% 50% 2px;
      }
    `,
  ];

  /** Which of the two it shows. */
  @property() scheme: 'light' | 'dark' = 'light';
  @property({ attribute: false }) name: string | null = null;
  @property({ attribute: false }) colour: string | null = null;
  @property({ attribute: false }) logo: string | null = null;
  @property({ attribute: false }) welcome = '';
  @property({ attribute: false }) launcher: { shape: string; side: string } = { shape: 'round', side: 'end' };

  protected override updated(changed: PropertyValues<this>): void {
    this.style.setProperty('--_scheme', this.scheme);
    if (!changed.has('colour')) return;
    const palette = this.colour ? paletteOf(this.colour) : null;
    const put = (name: string, value: string | undefined): void =>
      value ? this.style.setProperty(name, value) : void this.style.removeProperty(name);
    put('--_brand-accent', palette?.accent);
    put('--_brand-on-accent', palette?.onAccent);
    put('--_brand-link', palette ? `light-dark(${palette.link.light}, ${palette.link.dark})` : undefined);
  }

  override render(): TemplateResult {
    return html`<div role="img" aria-label=${this.t(`portals:branding_preview_${this.scheme}`)}>
      <div class="top">
        <div class="name">
          ${this.logo ? html`<img src=${this.logo} alt="" />` : ''}
          ${this.name ?? this.t('portals:branding_preview_name')}
        </div>
        <div class="title">${this.t('portals:branding_preview_title')}</div>
        <div>${this.welcome || this.t('portals:branding_preview_lead')}</div>
      </div>
      <div class="sheet">
        <div class="field"></div>
        <span class="link">${this.t('portals:branding_preview_link')}</span>
        <div class="button">${this.t('portals:branding_preview_send')}</div>
      </div>
      <div class="foot ${this.launcher.side}"><span class="launcher ${this.launcher.shape}"></span></div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-branding-preview': SupportBrandingPreview;
  }
}
