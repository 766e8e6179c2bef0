import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.ts';
import { valueOf } from '../core/loadable.ts';
import type { Problem } from '../core/result.ts';
import { ConsoleElement } from '../ui/console-element.ts';
import { problemText } from '../ui/console-problem.ts';
import { baseStyles } from '../ui/console-styles.ts';
import type { App } from './app.ts';

type Step = 'company' | 'portal' | 'website' | 'available';

/** Where each step is done; the last one is done here. */
const PLACES: Record<Step, string | null> = {
  company: '/configure/companies',
  portal: '/configure/portals',
  website: '/configure/portals',
  available: null,
};

/** What an admin does between a new account and the first request, each step with whether it is done. */
export class SupportFirstSteps extends ConsoleElement {
  static override styles = [
    baseStyles,
    css`
      section {
        max-inline-size: 36rem;
        margin: var(--wa-space-l) auto;
        padding: var(--wa-space-l);
        background: var(--wa-color-surface-raised);
        border: 1px solid var(--wa-color-surface-border);
        border-radius: var(--wa-border-radius-l);
      }
      ol {
        display: grid;
        gap: var(--wa-space-2xs);
        margin: var(--wa-space-m) 0 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--wa-space-xs) var(--wa-space-m);
        padding-block: var(--wa-space-s);
        border-block-start: 1px solid var(--wa-color-surface-border);
      }
      .mark {
        flex: none;
        display: grid;
        place-content: center;
        inline-size: 1.75rem;
        block-size: 1.75rem;
        border-radius: 50%;
        border: 1px solid var(--wa-form-control-border-color);
        font-size: var(--wa-font-size-s);
        font-weight: 600;
      }
      .done .mark {
        border-color: transparent;
        background: var(--wa-color-success-fill-quiet);
        color: var(--wa-color-success-on-quiet);
      }
      .words {
        flex: 1 1 11rem;
      }
      .problem {
        margin-block-start: var(--wa-space-s);
        color: var(--wa-color-danger-on-quiet);
      }
    `,
  ];

  @property({ attribute: false }) app!: App;

  @state() private problem: Problem | null = null;

  readonly #companies = new StoreController(this, () => this.app.companies);
  readonly #portals = new StoreController(this, () => this.app.portals);
  readonly #status = new StoreController(this, () => this.app.availability, valueOf);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.app.companies.load();
    void this.app.portals.load();
  }

  override render(): TemplateResult | typeof nothing {
    const companies = valueOf(this.#companies.value!);
    const portals = valueOf(this.#portals.value!);
    if (!companies || !portals) return html`<p class="quiet">${this.t('frame:loading')}</p>`;
    const done: Record<Step, boolean> = {
      company: portals.length > 0 || companies.some(({ own }) => !own),
      portal: portals.length > 0,
      website: portals.some(({ origins }) => origins.length > 0),
      available: this.#status.value?.available ?? false,
    };
    const steps = Object.keys(done) as Step[];
    const next = steps.find((step) => !done[step]);
    return html`<section aria-labelledby="title">
      <h2 id="title">${this.t(next ? 'frame:first_title' : 'frame:first_ready')}</h2>
      <p class="quiet">${this.t(next ? 'frame:first_intro' : 'frame:first_ready_text')}</p>
      <ol>
        ${steps.map((step, index) => this.#renderStep(step, index + 1, done[step], step === next))}
      </ol>
      <p role="alert" class="problem">${this.problem ? problemText(this.t, this.problem) : nothing}</p>
    </section>`;
  }

  #renderStep(step: Step, number: number, done: boolean, isNext: boolean): TemplateResult {
    const place = PLACES[step];
    const name = this.t(`frame:first_${step}`);
    const variant = isNext ? 'brand' : 'neutral';
    return html`<li class=${done ? 'done' : nothing}>
      <span class="mark">
        ${done ? html`<wa-icon name="check" label=${this.t('frame:first_done')}></wa-icon>` : number}
      </span>
      <div class="words">
        <strong>${name}</strong>
        <p class="quiet">${this.t(`frame:first_${step}_text`)}</p>
      </div>
      ${
        done
          ? nothing
          : place
            ? html`<wa-button
                size="s"
                variant=${variant}
                appearance=${isNext ? 'accent' : 'outlined'}
                href=${place}
              >
                ${this.t('frame:first_go')}<span class="visually-hidden">: ${name}</span>
              </wa-button>`
            : html`<wa-button
                size="s"
                variant=${variant}
                appearance=${isNext ? 'accent' : 'outlined'}
                @click=${this.#goAvailable}
              >
                ${this.t('requests:go_available')}
              </wa-button>`
      }
    </li>`;
  }

  readonly #goAvailable = async (): Promise<void> => {
    const result = await this.app.availability.set({ available: true });
    this.problem = result.ok ? null : result.error;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-first-steps': SupportFirstSteps;
  }
}
