import { css, html, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Result } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { nativeField } from '../../ui/console-styles.ts';
import type { RequestStore } from './console-request.store.ts';
import type { Request } from './console-requests.store.ts';

const INVALID: Result<never> = {
  ok: false,
  error: { code: 'validation', retry: false, issues: [{ path: ['dueAt'], code: 'invalid' }] },
};

/** By when a request is to be worked on; in the time zone of whoever says it. */
export class SupportDueDialog extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    css`
      label {
        display: grid;
        gap: var(--wa-space-2xs);
        max-inline-size: 18rem;
        font-weight: 500;
      }
      input {
        min-block-size: 2.25rem;
        ${nativeField}
      }
    `,
  ];

  @property({ attribute: false }) store!: RequestStore;
  @property({ attribute: false }) request!: Request;

  @query('input') private readonly field!: HTMLInputElement;

  readonly #form = new FormController<unknown>(
    this,
    ({ dueAt = '' }) => this.#send(dueAt),
    () => this.close(),
  );

  /** A date that is half filled in reads as none, and is not taken for that. */
  async #send(dueAt: string): Promise<Result<unknown>> {
    if (this.field.validity.badInput) return INVALID;
    return this.store.setDue(dueAt === '' ? null : new Date(dueAt).getTime());
  }

  override render(): TemplateResult {
    const { dueAt } = this.request;
    return this.renderDialog(
      this.t('requests:due_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        <p>${this.t('requests:due_text')}</p>
        <label>
          <span>${this.t('requests:due_at')}</span>
          <input
            type="datetime-local"
            name="dueAt"
            autofocus
            aria-describedby="due-refused"
            .value=${dueAt === null ? '' : localTime(dueAt)}
          />
        </label>
        <p id="due-refused" role="alert" class="refused">
          ${this.#form.reason('dueAt') ? this.t('requests:due_past') : ''}
        </p>
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t('requests:cancel'),
        send: this.t('requests:due_save'),
      }),
    );
  }
}

/** As such a field has it, to the minute. */
const localTime = (time: number): string => {
  const offset = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - offset).toISOString().slice(0, 16);
};

declare global {
  interface HTMLElementTagNameMap {
    'support-due-dialog': SupportDueDialog;
  }
}
