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
      .name {
        font-weight: 500;
      }
      .quiet {
        font-size: var(--wa-font-size-s);
      }
      .problem {
        color: var(--wa-color-danger-on-quiet);
      }
      /* The browser's own field speaks the browser's language; it lies, unseen, over a button of ours. */
      .choose {
        position: relative;
        overflow: hidden;
        padding: 0.375rem 0.75rem;
        border: 1px solid var(--wa-form-control-border-color);
        border-radius: var(--wa-border-radius-m);
        font-size: var(--wa-font-size-s);
      }
      .choose:hover {
        background: var(--wa-color-neutral-fill-quiet);
      }
      .choose:has(:focus-visible) {
        outline: var(--wa-focus-ring);
        outline-offset: 2px;
      }
      input {
        position: absolute;
        inset: 0;
        inline-size: 100%;
        block-size: 100%;
        opacity: 0;
        cursor: pointer;
      }
    `,
  ];

  @property() kind: keyof typeof LARGEST = 'logo';
  /** As a data URL. */
  @property({ attribute: false }) picture: string | null = null;

  @state() private refused = false;

  override render(): TemplateResult {
    return html`<label class="name" for="file">${this.t(`portals:branding_${this.kind}`)}</label>
      <div class="row">
        ${this.picture ? html`<img src=${this.picture} alt="" />` : nothing}
        <label class="choose">
          ${this.t('portals:branding_choose')}
          <input
            id="file"
            type="file"
            accept="image/png,image/jpeg,image/webp,image/svg+xml"
            aria-describedby="hint problem"
            @change=${this.#choose}
          />
        </label>
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
