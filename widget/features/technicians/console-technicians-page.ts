import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { issueText, problemText } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import type { CompaniesStore } from '../companies/index.ts';
import type { SupportTechnicianActEvent } from './console-technicians-table.ts';
import type { SupportInvitedEvent } from './console-technician-dialog.ts';
import type { Invitation, Technician, TechniciansStore } from './console-technicians.store.ts';

/** What is asked before it is done. */
type Question = 'new_link' | 'end_sessions' | 'reset_factor' | 'disable';

type Open =
  | { kind: 'invite' }
  | { kind: 'edit' | Question; technician: Technician }
  | { kind: 'link'; technician: Technician; invitation: Invitation };

/** Configure > Technicians: who answers, who is an admin, and their one-time links. */
export class SupportTechniciansPage extends ConsoleElement {
  static override styles = [baseStyles, tableStyles];

  @property({ attribute: false }) store!: TechniciansStore;
  @property({ attribute: false }) companies!: CompaniesStore;
  /** The id of the signed-in technician. */
  @property() me = '';

  @state() private open: Open | null = null;
  @state() private problem: Problem | null = null;

  readonly #technicians = new StoreController(this, () => this.store);
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
    const technicians = valueOf(this.#technicians.value);
    return html`<div class="page">
        <header>
          <div>
            <h1>${this.t('technicians:title')}</h1>
            <p class="quiet">${this.t('technicians:intro')}</p>
          </div>
          <wa-button size="s" variant="brand" @click=${() => (this.open = { kind: 'invite' })}>
            <wa-icon slot="start" name="plus"></wa-icon>${this.t('technicians:invite')}
          </wa-button>
        </header>
        <div role="alert">${this.problem ? this.#renderProblem(this.problem) : nothing}</div>
        ${renderPending(this.t, this.#technicians.value, () => void this.store.load())}
        ${
          technicians
            ? html`<support-technicians-table
                .i18n=${this.i18n}
                .technicians=${technicians}
                me=${this.me}
                @support-technician-act=${this.#act}
              ></support-technicians-table>`
            : nothing
        }
      </div>
      ${this.open ? this.#renderOpen(this.open) : nothing}`;
  }

  #renderProblem(problem: Problem): TemplateResult {
    const issue = problem.issues?.[0];
    return html`<wa-callout variant="warning" size="s">
      ${issue ? issueText(this.t, issue) : problemText(this.t, problem)}
    </wa-callout>`;
  }

  #renderOpen(open: Open): TemplateResult {
    switch (open.kind) {
      case 'invite':
      case 'edit':
        return html`<support-technician-dialog
          .i18n=${this.i18n}
          .store=${this.store}
          .companies=${this.companies}
          .technician=${open.kind === 'edit' ? open.technician : undefined}
          @support-invited=${({ invited }: SupportInvitedEvent) => (this.open = { kind: 'link', ...invited })}
          @support-dismissed=${() => this.#dismissed(open)}
        ></support-technician-dialog>`;
      case 'link':
        return html`<support-link-dialog
          .i18n=${this.i18n}
          .technician=${open.technician}
          .invitation=${open.invitation}
          @support-dismissed=${() => this.#dismissed(open)}
        ></support-link-dialog>`;
      default:
        return this.#renderQuestion(open, open.kind, open.technician);
    }
  }

  #renderQuestion(open: Open, kind: Question, technician: Technician): TemplateResult {
    const { name } = technician;
    return html`<support-confirm
      .i18n=${this.i18n}
      question=${this.t(`technicians:${kind}_title`, { name })}
      action=${this.t(kind === 'new_link' ? 'technicians:make_link' : `technicians:${kind}`)}
      cancel=${this.t('technicians:cancel')}
      ?dangerous=${kind !== 'new_link'}
      @support-confirmed=${() => void this.#do(kind, technician)}
      @support-dismissed=${() => this.#dismissed(open)}
    >
      <p>${this.t(`technicians:${kind}_text`, { name })}</p>
    </support-confirm>`;
  }

  /** The dialog that opened meanwhile stays. */
  #dismissed(open: Open): void {
    if (this.open === open) this.open = null;
  }

  readonly #act = ({ verb, technician }: SupportTechnicianActEvent): void => {
    this.problem = null;
    if (verb === 'enable') void this.#disable(technician, false);
    else this.open = { kind: verb, technician };
  };

  async #do(kind: Question, technician: Technician): Promise<void> {
    if (kind === 'new_link') return this.#renew(technician);
    if (kind === 'disable') return this.#disable(technician, true);
    const verb = kind === 'end_sessions' ? 'endSessions' : 'resetFactor';
    const result = await this.store[verb](technician);
    this.problem = result.ok ? null : result.error;
  }

  async #renew(technician: Technician): Promise<void> {
    const result = await this.store.renewLink(technician);
    if (result.ok) this.open = { kind: 'link', technician, invitation: result.data };
    else this.problem = result.error;
  }

  async #disable(technician: Technician, disabled: boolean): Promise<void> {
    const result = await this.store.update(technician, { disabled });
    this.problem = result.ok ? null : result.error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-technicians-page': SupportTechniciansPage;
  }
}
