import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import type { PlanStore, Section } from './console-plan.store.ts';
import { sectionsStyles } from './console-sections-styles.ts';

/** Configure > Sections: what the portals can do beyond live support, and what the operator has to be asked for. */
export class SupportSectionsPage extends ConsoleElement {
  static override styles = [baseStyles, sectionsStyles];

  @property({ attribute: false }) store!: PlanStore;

  /** The section an answer is awaited for. */
  @state() private asking: string | null = null;
  @state() private problem: Problem | null = null;
  /** What has just been asked for, for screen readers. */
  @state() private announced = '';

  readonly #plan = new StoreController(this, () => this.store);
  #stop: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = this.store.follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
  }

  override render(): TemplateResult {
    const plan = valueOf(this.#plan.value);
    return html`<div class="page">
      <header>
        <h1>${this.t('plans:title')}</h1>
        <p class="intro quiet">${this.t('plans:intro')}</p>
      </header>
      <div role="alert">${renderProblem(this.t, this.problem)}</div>
      <p class="visually-hidden" role="status">${this.announced}</p>
      ${renderPending(this.t, this.#plan.value, () => void this.store.load())}
      ${
        plan
          ? html`<ul role="list">
              ${plan.sections.map((section) => this.#renderSection(section))}
            </ul>`
          : nothing
      }
    </div>`;
  }

  #renderSection(section: Section): TemplateResult {
    const { flag, allowed, built } = section;
    return html`<li class=${allowed ? 'allowed' : ''}>
      <wa-icon name=${allowed ? 'check' : 'lock'}></wa-icon>
      <div>
        <h2 id=${flag} tabindex="-1">${this.t(`plans:${flag}`)}</h2>
        <p class="quiet">${this.t(`plans:${flag}_about`)}</p>
        ${allowed && !built ? html`<p class="later">${this.t('plans:later')}</p>` : nothing}
      </div>
      <div class="state">${this.#renderState(section)}</div>
    </li>`;
  }

  #renderState({ flag, allowed, askedAt }: Section): TemplateResult {
    if (allowed) return html`<span class="tag good">${this.t('plans:included')}</span>`;
    if (askedAt !== null)
      return html`<span class="asked"
        >${this.t('plans:asked_on', { date: this.date(askedAt, { dateStyle: 'medium' }) })}</span
      >`;
    const name = this.t(`plans:${flag}`);
    return html`<wa-button
      size="s"
      appearance="outlined"
      ?loading=${this.asking === flag}
      @click=${() => void this.#ask(flag)}
    >
      <span aria-hidden="true">${this.t('plans:ask')}</span>
      <span class="visually-hidden">${this.t('plans:ask_named', { name })}</span>
    </wa-button>`;
  }

  async #ask(flag: Section['flag']): Promise<void> {
    if (this.asking !== null) return;
    this.problem = null;
    this.asking = flag;
    const result = await this.store.ask(flag);
    this.asking = null;
    if (!result.ok) {
      this.problem = result.error;
      return;
    }
    this.announced = this.t('plans:asked', { name: this.t(`plans:${flag}`) });
    // The button is gone: whoever pressed it stays at its section.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`[id='${flag}']`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-sections-page': SupportSectionsPage;
  }
}
