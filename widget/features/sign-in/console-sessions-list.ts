import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles, formStyles } from '../../ui/console-styles.ts';
import { browserName } from './browser-name.ts';
import type { SecurityStore, SignedIn } from './console-security.store.ts';
import { securityStyles } from './console-security-styles.ts';

/** Where one is signed in, and signing out there. */
export class SupportSessionsList extends ConsoleElement {
  static override styles = [baseStyles, formStyles, securityStyles];

  @property({ attribute: false }) store!: SecurityStore;

  @state() private problem: Problem | null = null;
  @state() private announced = '';

  readonly #sessions = new StoreController(this, () => this.store.sessions);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.store.loadSessions();
  }

  override render(): TemplateResult {
    const sessions = valueOf(this.#sessions.value) ?? [];
    return html`<h2>${this.t('sign-in:sessions')}</h2>
      <div role="alert" class="alert">${renderProblem(this.t, this.problem)}</div>
      <p class="visually-hidden" role="status">${this.announced}</p>
      ${renderPending(this.t, this.#sessions.value, () => void this.store.loadSessions())}
      <ul role="list">
        ${sessions.map((session) => this.#renderSession(session))}
      </ul>
      ${
        sessions.length > 1
          ? html`<div class="actions">
              <wa-button size="s" appearance="outlined" @click=${() => this.#end()}>
                ${this.t('sign-in:end_others')}
              </wa-button>
            </div>`
          : nothing
      }`;
  }

  #renderSession({ id, current, lastUsedAt, address, agent }: SignedIn): TemplateResult {
    const name = browserName(agent) ?? this.t('sign-in:unknown_browser');
    const when = this.date(lastUsedAt, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<li>
      <div>
        <strong>${name}</strong>
        ${current ? html`<span class="tag">${this.t('sign-in:this_session')}</span>` : nothing}
        <div class="quiet">${this.t('sign-in:session_used', { when, address: address ?? '–' })}</div>
      </div>
      ${
        current
          ? nothing
          : html`<wa-button size="s" appearance="outlined" @click=${() => this.#end(id)}>
              <span aria-hidden="true">${this.t('sign-in:end')}</span>
              <span class="visually-hidden">${this.t('sign-in:end_named', { name, when })}</span>
            </wa-button>`
      }
    </li>`;
  }

  async #end(id?: string): Promise<void> {
    const result = await this.store.endOther(id);
    this.problem = result.ok ? null : result.error;
    this.announced = result.ok ? this.t('sign-in:ended') : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-sessions-list': SupportSessionsList;
  }
}
