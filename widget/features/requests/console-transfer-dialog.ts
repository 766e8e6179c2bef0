import type { CommandOutput } from '#protocol/index';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Problem } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import type { RequestStore } from './console-request.store.ts';

type Colleague = CommandOutput<'request:colleagues'>['colleagues'][number];

/** To whom a chat is handed: colleagues with access, of whom those who are Unavailable are left alone (G12, G24). */
export class SupportTransferDialog extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    css`
      fieldset {
        display: grid;
        gap: var(--wa-space-2xs);
        margin: 0;
        padding: 0;
        border: 0;
      }
      label {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0 var(--wa-space-xs);
        align-items: center;
        padding: var(--wa-space-xs);
        border: 1px solid var(--wa-color-surface-border);
        border-radius: var(--wa-border-radius-m);
      }
      label:has(:checked) {
        border-color: var(--wa-color-brand-border-loud);
        background: var(--wa-color-brand-fill-quiet);
      }
      label:has(:disabled) {
        color: var(--wa-color-text-quiet);
      }
      .about {
        grid-column: 2;
        font-size: var(--wa-font-size-s);
      }
    `,
  ];

  @property({ attribute: false }) store!: RequestStore;

  @state() private colleagues: readonly Colleague[] | null = null;
  @state() private problem: Problem | null = null;

  readonly #form = new FormController<unknown>(
    this,
    async ({ technicianId = '' }) => {
      const result = await this.store.transfer(technicianId);
      // Somebody has switched off meanwhile: it is shown who is there now.
      if (!result.ok) await this.#load();
      return result;
    },
    () => this.close(),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
  }

  override render(): TemplateResult {
    const { colleagues } = this;
    return this.renderDialog(
      this.t('requests:transfer_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        <p>${this.t('requests:transfer_text')}</p>
        ${renderProblem(this.t, this.problem)}
        ${colleagues?.length === 0 ? html`<p class="quiet">${this.t('requests:transfer_none')}</p>` : nothing}
        <fieldset>
          <legend class="visually-hidden">${this.t('requests:transfer_to')}</legend>
          ${repeat(
            colleagues ?? [],
            ({ id }) => id,
            (colleague) => this.#renderColleague(colleague),
          )}
        </fieldset>
        <p role="alert" class="refused">${this.#form.reason('technicianId') ?? nothing}</p>
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t('requests:cancel'),
        send: this.t('requests:transfer'),
      }),
    );
  }

  #renderColleague({ id, name, available, connected, chats }: Colleague): TemplateResult {
    const about = [
      this.t(available ? 'requests:colleague_available' : 'requests:colleague_unavailable'),
      ...(connected ? [] : [this.t('requests:colleague_away')]),
      this.t('requests:colleague_chats', { count: chats }),
    ];
    return html`<label>
      <input type="radio" name="technicianId" value=${id} required ?disabled=${!available} />
      <span>${name}</span>
      <span class="about quiet">${about.join(' · ')}</span>
    </label>`;
  }

  async #load(): Promise<void> {
    const result = await this.store.colleagues();
    this.problem = result.ok ? null : result.error;
    if (result.ok) this.colleagues = result.data.colleagues;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-transfer-dialog': SupportTransferDialog;
  }
}
