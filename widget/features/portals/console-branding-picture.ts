import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { shrinkPicture, type LARGEST } from './console-shrink-picture.ts';

/** A picture was chosen, or taken away. */
export class SupportPictureEvent extends Event {
  readonly picture: string | null;
  constructor(picture: string | null) {
    super('support-picture', { bubbles: true });
    this.picture = picture;
  }
}

/**
 * A field for one picture of a portal.
 *
 * @fires support-picture {SupportPictureEvent} with a data URL, small enough to be sent
 */
export class SupportBrandingPicture extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        /* The browser's own field does not get narrower than its words. */
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-2xs);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs);
      }
      img {
        block-size: 2.5rem;
        max-inline-size: 12rem;
        padding: 0.25rem;
        border: 1px solid var(--wa-color-surface-border);
        border-radius: var(--wa-border-radius-m);
        /* Shows what of it is see-through. */
        background: repeating-conic-gradient(#8883 0 25%, transparent 0 50%) 0 0 / 12px 12px;
      }
      label {
        font-weight: 500;
      }
      .quiet {
        font-size: var(--wa-font-size-s);
      }
      .problem {
        color: var(--wa-color-danger-on-quiet);
      }
      input {
        max-inline-size: 100%;
        font: inherit;
        font-size: var(--wa-font-size-s);
      }
    `,
  ];

  @property() kind: keyof typeof LARGEST = 'logo';
  /** As a data URL. */
  @property({ attribute: false }) picture: string | null = null;

  @state() private refused = false;

  override render(): TemplateResult {
    return html`<label for="file">${this.t(`portals:branding_${this.kind}`)}</label>
      <div class="row">
        ${this.picture ? html`<img src=${this.picture} alt="" />` : nothing}
        <input
          id="file"
          type="file"
          accept="image/png,image/jpeg,image/webp,image/svg+xml"
          aria-describedby="hint problem"
          @change=${this.#choose}
        />
        ${
          this.picture
            ? html`<wa-button size="xs" appearance="outlined" @click=${() => this.#say(null)}>
                ${this.t('portals:branding_remove')}
              </wa-button>`
            : nothing
        }
      </div>
      <p id="hint" class="quiet">${this.t(`portals:branding_${this.kind}_hint`)}</p>
      <p id="problem" class="problem" role="alert">
        ${this.refused ? this.t('portals:branding_picture_refused') : nothing}
      </p>`;
  }

  readonly #choose = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    const picture = await shrinkPicture(file, this.kind);
    this.refused = picture === null;
    input.value = '';
    if (picture) this.#say(picture);
  };

  #say(picture: string | null): void {
    this.picture = picture;
    this.dispatchEvent(new SupportPictureEvent(picture));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-branding-picture': SupportBrandingPicture;
  }
}
