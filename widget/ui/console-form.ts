import type { Issue } from '#protocol/errors';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import type { Problem, Result } from '../core/result.ts';
import type { ConsoleElement } from './console-element.ts';
import { issueText, problemText } from './console-problem.ts';

type Values = Record<string, string>;

interface FieldOptions {
  label: string;
  hint?: string;
  type?: 'text' | 'email' | 'password';
  autocomplete?: string;
  value?: string;
  maxlength?: number;
  autofocus?: boolean;
  optional?: boolean;
  code?: boolean;
}

/**
 * A form that is sent as one command. It keeps what was typed whatever the answer is, shows each refused field's
 * reason at the field and everything else above the buttons, and moves the focus to the first thing to correct.
 */
export class FormController<T> implements ReactiveController {
  readonly #host: ConsoleElement;
  readonly #send: (values: Values) => Promise<Result<T>>;
  readonly #done: (data: T) => void;
  #issues: readonly Issue[] = [];

  /** An answer is awaited. */
  busy = false;
  /** The last failure. */
  problem: Problem | null = null;

  constructor(host: ConsoleElement, send: (values: Values) => Promise<Result<T>>, done: (data: T) => void) {
    this.#host = host;
    this.#send = send;
    this.#done = done;
    host.addController(this);
  }

  hostConnected(): void {
    this.reset();
  }

  /** Forgets the last failure. */
  reset(): void {
    this.problem = null;
    this.#issues = [];
    this.#host.requestUpdate();
  }

  /** For `@submit`. */
  readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.busy) return;
    const form = event.target as HTMLFormElement;
    const values = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    const missing = [...form.querySelectorAll<HTMLInputElement>('[name][required]')].filter(
      ({ name }) => !values[name]?.trim(),
    );
    if (missing.length > 0) {
      await this.refuse(missing.map(({ name }) => ({ path: [name], code: 'required' })));
      return;
    }
    this.busy = true;
    this.reset();
    const result = await this.#send(values);
    this.busy = false;
    this.#host.requestUpdate();
    if (result.ok) this.#done(result.data);
    else await this.fail(result.error);
  };

  /** Shows a failure: of sending, or of something done beside the form. */
  async fail(problem: Problem): Promise<void> {
    this.problem = problem;
    await this.refuse(problem.issues ?? []);
  }

  /** Marks fields as refused and goes to the first of them. */
  async refuse(issues: readonly Issue[]): Promise<void> {
    this.#issues = issues;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    for (const { path } of issues) {
      const field = this.#host.renderRoot.querySelector<HTMLElement>(`[name="${String(path[0])}"]`);
      if (field) {
        field.focus();
        return;
      }
    }
  }

  /** Why a field was refused. */
  issue(name: string): Issue | undefined {
    return this.#issues.find(({ path }) => path[0] === name);
  }

  /** The same in words. */
  reason(name: string): string | undefined {
    const issue = this.issue(name);
    return issue && issueText(this.#host.t, issue);
  }

  /** A labelled text field with its hint, or the reason why it was refused. */
  text(
    name: string,
    { label, hint, type = 'text', autocomplete, value, ...rest }: FieldOptions,
  ): TemplateResult {
    return html`<wa-input
      name=${name}
      label=${label}
      type=${type}
      size="s"
      class=${rest.code ? 'code' : ''}
      autocomplete=${ifDefined(autocomplete)}
      autocapitalize=${type === 'text' && !rest.code ? 'sentences' : 'none'}
      maxlength=${ifDefined(rest.maxlength)}
      value=${ifDefined(value)}
      ?spellcheck=${false}
      ?autofocus=${rest.autofocus}
      ?required=${!rest.optional}
      ?password-toggle=${type === 'password'}
      ?data-refused=${this.reason(name) !== undefined}
    >
      ${this.hint(name, hint)}
    </wa-input>`;
  }

  /** The line under a control: the reason why it was refused, else its hint. */
  hint(name: string, hint?: string): TemplateResult | typeof nothing {
    const reason = this.reason(name);
    if (reason) return html`<span slot="hint" class="refused">${reason}</span>`;
    return hint ? html`<span slot="hint">${hint}</span>` : nothing;
  }

  /** What went wrong beside the fields, announced to screen readers. */
  alert(): TemplateResult {
    const { problem } = this;
    const shown = problem && this.#issues.every(({ path }) => !this.#has(path));
    return html`<div role="alert" class="alert">
      ${
        shown
          ? html`<wa-callout variant="danger" size="s">${problemText(this.#host.t, problem)}</wa-callout>`
          : nothing
      }
    </div>`;
  }

  #has(path: Issue['path']): boolean {
    return this.#host.renderRoot.querySelector(`[name="${String(path[0])}"]`) !== null;
  }
}
