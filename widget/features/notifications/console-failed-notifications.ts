import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem, Result } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { lineStyles } from '../../ui/console-line-styles.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import type { FailedNotification, FailedStore } from './console-failed.store.ts';

/** For admins: notifications that could not be sent, to be sent again or discarded. Where there are none it says so. */
export class SupportFailedNotifications extends ConsoleElement {
  static override styles = [baseStyles, formStyles, lineStyles];

  @property({ attribute: false }) store!: FailedStore;

  @state() private problem: Problem | null = null;
  @state() private announced = '';

  readonly #failed = new StoreController(this, () => this.store);
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
    const failed = valueOf(this.#failed.value)?.failed;
    return html`<h2 id="title" tabindex="-1">${this.t('notifications:failed_title')}</h2>
      <p class="quiet">
        ${this.t(failed?.length === 0 ? 'notifications:failed_none' : 'notifications:failed_intro')}
      </p>
      <div role="alert" class="alert">${renderProblem(this.t, this.problem)}</div>
      <p class="visually-hidden" role="status">${this.announced}</p>
      ${
        failed && failed.length > 0
          ? html`<ul role="list">
              ${failed.map((one) => this.#renderOne(one))}
            </ul>`
          : nothing
      }`;
  }

  #renderOne(one: FailedNotification): TemplateResult {
    const { technician, address, request, error, tries, failedAt } = one;
    const when = this.date(failedAt, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<li>
      <div>
        <strong>${technician}</strong> · <bdi>${address}</bdi>
        <div class="error"><bdi>${error}</bdi></div>
        <div class="quiet">
          <a href="/requests/${request.id}">${this.t('notifications:request', { number: request.number })}</a>
          · ${when} · ${this.t('notifications:tries', { count: tries })}
        </div>
      </div>
      <span class="buttons">
        ${this.#renderButton('resend', technician, () => this.store.resend(one))}
        ${this.#renderButton('discard', technician, () => this.store.discard(one))}
      </span>
    </li>`;
  }

  #renderButton(
    word: 'resend' | 'discard',
    name: string,
    call: () => Promise<Result<unknown>>,
  ): TemplateResult {
    return html`<wa-button size="s" appearance="outlined" @click=${() => void this.#do(word, call)}>
      <span aria-hidden="true">${this.t(`notifications:${word}`)}</span>
      <span class="visually-hidden">${this.t(`notifications:${word}_named`, { name })}</span>
    </wa-button>`;
  }

  async #do(word: 'resend' | 'discard', call: () => Promise<Result<unknown>>): Promise<void> {
    const result = await call();
    this.problem = result.ok ? null : result.error;
    this.announced = result.ok ? this.t(`notifications:${word}_done`) : '';
    // The line is gone: whoever pressed its button stays at the list.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#title')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-failed-notifications': SupportFailedNotifications;
  }
}
