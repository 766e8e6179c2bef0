import { COLOUR, contrast, paletteOf } from '#protocol/colours';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';

/** A colour was chosen; `null`: the product's own. */
export class SupportColourEvent extends Event {
  readonly colour: string | null;
  constructor(colour: string | null) {
    super('support-colour', { bubbles: true });
    this.colour = colour;
  }
}

/** What text in a light and in a dark portal stands on. */
const ON = { light: '#ffffff', dark: '#17181f' };
/** What the browser's own field shows while none is chosen. */
const OURS = '#4338ca';

/**
 * The portal's colour, with what becomes of it where text in it could not be read.
 *
 * @fires support-colour {SupportColourEvent} at each choice that is a colour
 */
export class SupportBrandingColour extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--wa-space-2xs);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs);
      }
      label {
        font-weight: 500;
      }
      .quiet {
        font-size: var(--wa-font-size-s);
      }
      input {
        block-size: 2.25rem;
        border: 1px solid var(--wa-form-control-border-color);
        border-radius: var(--wa-border-radius-m);
        background: var(--wa-color-surface-default);
        color: inherit;
        font: inherit;
      }
      input[type='color'] {
        inline-size: 3rem;
        padding: 0.125rem;
      }
      input[type='text'] {
        inline-size: 7rem;
        padding-inline: 0.5rem;
        font-family: var(--wa-font-family-code);
      }
      .problem {
        color: var(--wa-color-danger-on-quiet);
      }
      ul {
        margin: 0;
        padding-inline-start: 1.2em;
      }
    `,
  ];

  @property({ attribute: false }) colour: string | null = null;

  /** As typed, while it is no colour. */
  @state() private typed: string | null = null;

  /** What was typed is no colour. */
  get invalid(): boolean {
    return this.typed !== null;
  }

  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('#text')?.focus(options);
  }

  override render(): TemplateResult {
    const { colour, typed } = this;
    return html`<label for="text">${this.t('portals:branding_colour')}</label>
      <div class="row">
        <input
          type="color"
          aria-label=${this.t('portals:branding_colour')}
          .value=${colour ?? OURS}
          @input=${this.#pick}
        />
        <input
          id="text"
          type="text"
          dir="ltr"
          spellcheck="false"
          autocomplete="off"
          maxlength="7"
          placeholder=${OURS}
          aria-describedby="about"
          aria-invalid=${typed === null ? 'false' : 'true'}
          .value=${typed ?? colour ?? ''}
          @input=${this.#type}
        />
        ${
          colour
            ? html`<wa-button size="xs" appearance="outlined" @click=${() => this.#say(null)}>
                ${this.t('portals:branding_colour_none')}
              </wa-button>`
            : nothing
        }
      </div>
      <div id="about" role="status">
        ${
          typed === null
            ? html`<p class="quiet">${this.t('portals:branding_colour_hint')}</p>
                ${colour ? this.#renderContrast(colour) : nothing}`
            : html`<p class="problem">${this.t('portals:branding_colour_invalid')}</p>`
        }
      </div>`;
  }

  #renderContrast(colour: string): TemplateResult {
    const { link } = paletteOf(colour);
    const notes = (['light', 'dark'] as const).filter((scheme) => link[scheme] !== colour);
    if (notes.length === 0) return html`<p>✓ ${this.t('portals:branding_colour_fits')}</p>`;
    return html`<ul>
      ${notes.map((scheme) => {
        const corrected = link[scheme];
        const ratio = contrast(colour, ON[scheme]).toFixed(1);
        return html`<li>
          ${this.t(`portals:branding_colour_${scheme}`, { ratio, corrected })}
          <wa-button size="xs" appearance="outlined" @click=${() => this.#say(corrected)}>
            ${this.t('portals:branding_colour_use', { corrected })}
          </wa-button>
        </li>`;
      })}
    </ul>`;
  }

  readonly #pick = ({ target }: Event): void => this.#say((target as HTMLInputElement).value);

  readonly #type = ({ target }: Event): void => {
    const value = (target as HTMLInputElement).value.trim().toLowerCase();
    if (value === '') this.#say(null);
    else if (COLOUR.test(value)) this.#say(value);
    else this.typed = value;
  };

  #say(colour: string | null): void {
    this.typed = null;
    this.colour = colour;
    this.dispatchEvent(new SupportColourEvent(colour));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-branding-colour': SupportBrandingColour;
  }
}
