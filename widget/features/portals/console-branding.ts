import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Problem } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { problemText } from '../../ui/console-problem.ts';
import { nativeSelectStyles } from '../../ui/console-styles.ts';
import type { SettingsStore } from '../settings/index.ts';
import type { SupportColourEvent } from './console-branding-colour.ts';
import { BrandingDraft, NAMES, type Branding, type BrandingKey, nameIn } from './console-branding-draft.ts';
import type { SupportPictureEvent } from './console-branding-picture.ts';
import type { SupportWordsEvent } from './console-branding-texts.ts';

/** The parts of a form and the names of what they choose among. */
const SCHEMES = ['auto', 'light', 'dark'] as const;
const SHAPES = ['round', 'square'] as const;
const SIDES = ['end', 'start'] as const;

/** What a portal is called and looks like, with a preview of both looks while it is being chosen (T12). */
export class SupportBranding extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    nativeSelectStyles,
    css`
      wa-dialog {
        --width: 60rem;
      }
      .halves {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 17rem;
        gap: var(--wa-space-l);
      }
      .previews {
        position: sticky;
        inset-block-start: 0;
        display: grid;
        gap: var(--wa-space-m);
        align-content: start;
        align-self: start;
      }
      .pair {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        gap: var(--wa-space-m);
      }
      [slot='footer'] {
        inline-size: 100%;
      }
      .outcome {
        flex: 1;
        align-self: center;
        font-size: var(--wa-font-size-s);
      }
      .outcome:has(wa-callout, p:not(:empty)) {
        min-inline-size: min(14rem, 100%);
      }
      .inherited {
        font-size: var(--wa-font-size-s);
      }
      @media (max-width: 48rem) {
        .halves {
          grid-template-columns: minmax(0, 1fr);
        }
        .previews {
          position: static;
        }
      }
    `,
  ];

  @property({ attribute: false }) settings!: SettingsStore;
  /** Whose portal; empty at the account's own level. */
  @property() company = '';

  /** What did not work: loading, or saving one of the choices. */
  @state() private failed: { key?: BrandingKey; problem: Problem } | null = null;
  @state() private state: 'loading' | 'ready' | 'saving' | 'saved' = 'loading';
  @state() private language = '';

  #draft!: BrandingDraft;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    const { general } = this.settings;
    return this.renderDialog(
      general
        ? this.t('portals:branding_title_general')
        : this.t('portals:branding_title', { company: this.company }),
      this.state === 'loading' ? this.#renderLoading() : this.#renderHalves(general),
      // Beside the buttons: the form may be scrolled to anywhere.
      html`<div class="outcome">
          <div role="alert">${this.#renderProblem()}</div>
          <p role="status">${this.state === 'saved' ? this.t('portals:branding_saved') : nothing}</p>
        </div>
        ${this.renderButtons(
          { busy: this.state === 'saving' },
          { cancel: this.t('portals:close'), send: this.t('portals:save'), asks: true },
        )}`,
    );
  }

  #renderProblem(): TemplateResult | typeof nothing {
    const { failed } = this;
    if (!failed) return nothing;
    const reason = problemText(this.t, failed.problem);
    const text = failed.key
      ? this.t('portals:branding_failed', { name: this.t(`portals:branding_${NAMES[failed.key]}`), reason })
      : reason;
    return html`<wa-callout variant="danger" size="s">${text}</wa-callout>`;
  }

  #renderLoading(): TemplateResult {
    return this.failed
      ? html`<wa-button size="s" @click=${() => void this.#load()}>${this.t('frame:try_again')}</wa-button>`
      : html`<wa-spinner></wa-spinner>`;
  }

  #renderHalves(general: boolean): TemplateResult {
    return html`<div class="halves">
      <form novalidate @submit=${this.#save}>
        ${general ? html`<p class="quiet">${this.t('portals:branding_intro_general')}</p>` : nothing}
        ${this.#renderName()}
        <div>
          <support-branding-colour
            .i18n=${this.i18n}
            .colour=${this.#draft.get('portal.colour')}
            @support-colour=${({ colour }: SupportColourEvent) => this.#set('portal.colour', colour)}
          ></support-branding-colour>
          ${this.#renderSource('portal.colour')}
        </div>
        ${this.#renderPicture('logo')} ${this.#renderPicture('icon')}
        ${this.#renderChoice('portal.scheme', 'scheme', SCHEMES, this.#draft.get('portal.scheme'), (scheme) => scheme)}
        ${this.#renderLauncher()}
        <div>
          <support-branding-texts
            .i18n=${this.i18n}
            .draft=${this.#draft}
            @support-words=${({ language }: SupportWordsEvent) => {
              this.language = language;
              this.#touched();
            }}
          ></support-branding-texts>
          ${this.#renderSource('portal.welcomeText')} ${this.#renderSource('portal.awayText')}
          ${this.#renderSource('portal.unavailableText')}
        </div>
      </form>
      ${this.#renderPreviews()}
    </div>`;
  }

  #renderName(): TemplateResult {
    return html`<div>
      <wa-input
        size="s"
        name="name"
        label=${this.t('portals:branding_name')}
        maxlength="60"
        .value=${live(this.#draft.get('portal.name') ?? '')}
        @input=${({ target }: Event) => this.#set('portal.name', nameIn(target as HTMLInputElement))}
      >
        <span slot="hint">${this.t('portals:branding_name_hint')}</span>
      </wa-input>
      ${this.#renderSource('portal.name')}
    </div>`;
  }

  #renderPicture(kind: 'logo' | 'icon'): TemplateResult {
    return html`<div>
      <support-branding-picture
        .i18n=${this.i18n}
        kind=${kind}
        .picture=${this.#draft.get(`portal.${kind}`)}
        @support-picture=${({ picture }: SupportPictureEvent) => this.#set(`portal.${kind}`, picture)}
      ></support-branding-picture>
      ${this.#renderSource(`portal.${kind}`)}
    </div>`;
  }

  #renderLauncher(): TemplateResult {
    const launcher = this.#draft.get('portal.launcher');
    return html`<div class="pair">
      ${this.#renderChoice('portal.launcher', 'shape', SHAPES, launcher.shape, (shape) => ({ ...launcher, shape }))}
      ${this.#renderChoice('portal.launcher', 'side', SIDES, launcher.side, (side) => ({ ...launcher, side }), false)}
    </div>`;
  }

  #renderChoice<K extends BrandingKey, V extends string>(
    key: K,
    name: 'scheme' | 'shape' | 'side',
    values: readonly V[],
    chosen: V,
    made: (value: V) => Branding[K],
    sourced = true,
  ): TemplateResult {
    const label = (value: V): string =>
      this.t(`portals:branding_${name}_${value}` as 'portals:branding_scheme_auto');
    return html`<div>
      <label>
        <span>${this.t(`portals:branding_${name}`)}</span>
        <select
          class=${name}
          @change=${({ target }: Event) => this.#set(key, made((target as HTMLSelectElement).value as V))}
        >
          ${values.map((value) => html`<option value=${value} ?selected=${value === chosen}>${label(value)}</option>`)}
        </select>
      </label>
      ${sourced ? this.#renderSource(key) : nothing}
    </div>`;
  }

  /** Where a value comes from, with the way back (T13); the account itself inherits from nobody. */
  #renderSource(key: BrandingKey): TemplateResult | typeof nothing {
    if (this.settings.general) return nothing;
    if (this.#draft.source(key) === 'inherited')
      return key.endsWith('Text')
        ? nothing
        : html`<p class="quiet inherited">${this.t('portals:branding_inherited')}</p>`;
    return html`<p class="inherited">
      <wa-button
        size="xs"
        appearance="plain"
        @click=${() => {
          this.#draft.inherit(key);
          this.#touched();
        }}
      >
        <span aria-hidden="true">${this.t('portals:branding_reset')}</span>
        <span class="visually-hidden">
          ${this.t('portals:branding_reset_named', { name: this.t(`portals:branding_${NAMES[key]}`) })}
        </span>
      </wa-button>
    </p>`;
  }

  #renderPreviews(): TemplateResult {
    const scheme = this.#draft.get('portal.scheme');
    const language = this.language || this.i18n.get();
    return html`<div class="previews" role="group" aria-label=${this.t('portals:branding_preview')}>
      ${(['light', 'dark'] as const)
        .filter((one) => scheme === 'auto' || scheme === one)
        .map(
          (one) =>
            html`<support-branding-preview
              .i18n=${this.i18n}
              scheme=${one}
              .name=${this.#draft.get('portal.name')}
              .colour=${this.#draft.get('portal.colour')}
              .logo=${this.#draft.get('portal.logo')}
              .launcher=${this.#draft.get('portal.launcher')}
              .welcome=${this.#draft.get('portal.welcomeText')[language] ?? ''}
            ></support-branding-preview>`,
        )}
    </div>`;
  }

  protected override get isUnsaved(): boolean {
    return this.state !== 'loading' && this.#draft.isChanged;
  }

  #set<K extends BrandingKey>(key: K, value: Branding[K]): void {
    this.#draft.set(key, value);
    this.#touched();
  }

  #touched(): void {
    if (this.state === 'saved') this.state = 'ready';
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    this.failed = null;
    const result = await this.settings.load();
    if (!result.ok) return void (this.failed = { problem: result.error });
    this.#draft = new BrandingDraft(this.settings);
    this.state = 'ready';
  }

  readonly #save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.state === 'saving') return;
    const colour = this.renderRoot.querySelector('support-branding-colour')!;
    if (colour.invalid) return colour.focus();
    this.state = 'saving';
    this.failed = await this.#draft.save();
    // Somebody else was faster: another try is over what is there now.
    if (this.failed?.problem.code === 'stale') await this.settings.load();
    this.state = this.failed ? 'ready' : 'saved';
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-branding': SupportBranding;
  }
}
