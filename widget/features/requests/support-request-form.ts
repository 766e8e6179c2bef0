import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { LocalizeController } from '../../controllers/localize-controller.ts';
import type { Problem } from '../../core/result.ts';
import type { I18n } from '../../i18n/i18n.ts';
import type { KnownAs } from '../visitors/index.ts';
import { controls } from '../../styles/controls.ts';
import { tokens } from '../../styles/tokens.ts';
import { checkForm, FIELD_NAMES, issuesByField, type FormIssues } from './check-form.ts';
import type { RequestForm } from './form-draft.ts';
import type { RequestTexts } from './request-texts.ts';
import { requestFormStyles } from './request-form.styles.ts';

/** The form was filled in and is to be sent. */
export class SupportRequestEvent extends Event {
  readonly form: RequestForm;
  constructor(form: RequestForm) {
    super('support-request', { bubbles: true });
    this.form = form;
  }
}

/** Something in the form changed. */
export class SupportFillEvent extends Event {
  readonly form: RequestForm;
  constructor(form: RequestForm) {
    super('support-fill', { bubbles: true });
    this.form = form;
  }
}

/** Autofill, keyboard and spelling of each field. */
const FIELDS = {
  name: { type: 'text', autocomplete: 'name', mode: 'text' },
  email: { type: 'email', autocomplete: 'email', mode: 'email' },
  phone: { type: 'tel', autocomplete: 'tel', mode: 'tel' },
} as const;

/** In the time zone of whoever reads it. */
const OPENING = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: 'numeric',
  minute: '2-digit',
} as const;

/**
 * The form that opens a request. Whether somebody is there to chat is a property: when it changes, words and
 * required fields follow, and everything typed stays, with focus and caret.
 *
 * @fires support-request {SupportRequestEvent} with a form that passed the checks
 * @fires support-fill {SupportFillEvent} at every change
 */
export class SupportRequestForm extends LitElement {
  static override styles = [tokens, controls, requestFormStyles];

  /** The texts it speaks with. */
  @property({ attribute: false }) i18n!: I18n<RequestTexts>;
  /** What is in the fields. */
  @property({ attribute: false }) form!: RequestForm;
  /** Somebody is there: a chat follows. Otherwise the request is kept, and needs an address to answer to. */
  @property({ type: Boolean }) live = false;
  /** The admin's own words under the heading; empty: the built-in ones. */
  @property() lead = '';
  /** Outside business hours: when they begin again. */
  @property({ attribute: false }) opensAt: number | null = null;
  /** The portal always asks for the address. */
  @property({ type: Boolean }) emailRequired = false;
  /** Who it is, where that is known: then it is not asked for. */
  @property({ attribute: false }) contact: KnownAs | null = null;
  /** It is being sent. */
  @property({ type: Boolean }) busy = false;
  /** Why the last try failed. */
  @property({ attribute: false }) problem: Problem | null = null;

  @state() private issues: FormIssues = {};
  /** A field that nobody sees was filled in. */
  @state() private trapped = false;
  /** Set when `live` changed under somebody's hands, to say so. */
  @state() private switched = false;

  readonly #localize = new LocalizeController(this, () => this.i18n);

  /** Puts the caret into the first field. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('input, textarea')?.focus(options);
  }

  override render(): TemplateResult {
    const { t } = this.#localize;
    const kind = this.live ? 'live' : 'offline';
    const { problem } = this;
    const failed = problem && problem.code !== 'validation' ? t(`errors:${problem.code}`) : '';
    const failure = this.trapped ? t('requests:again') : failed;
    return html`
      <div class="greeting">
        <h2 id="title">${t(`requests:${kind}.title`)}</h2>
        <p class="lead" dir="auto">${this.lead || t(`requests:${kind}.lead`)}</p>
        ${this.opensAt ? html`<p class="lead">${t('requests:opens', { time: this.#localize.date(this.opensAt, OPENING) })}</p>` : nothing}
      </div>
      <form novalidate aria-labelledby="title" @submit=${this.#onSubmit}>
        <p class="notice" role="status" ?hidden=${!this.switched}>
          ${this.switched ? t(this.live ? 'requests:changedToLive' : 'requests:changedToOffline') : nothing}
        </p>
        ${this.contact ? this.#renderContact(this.contact) : this.#renderGuest()}
        ${this.live ? nothing : this.#renderInput('phone', t('requests:phone'))}
        <div>
          <label for="text">${t('requests:text')}</label>
          <textarea
            id="text"
            name="text"
            rows="3"
            dir="auto"
            aria-required="true"
            aria-invalid=${this.issues.text ? 'true' : 'false'}
            aria-describedby="text-problem"
            ?readonly=${this.busy}
            .value=${this.form.text}
            @input=${this.#onInput}
          ></textarea>
          ${this.#renderIssue('text')}
        </div>
        <p class="problem" role="alert" ?hidden=${!failure}>${failure}</p>
        <input class="trap" name="website" autocomplete="off" inert aria-hidden="true" />
        <button class="button" aria-disabled=${this.busy}>
          ${t(this.busy ? 'requests:sending' : `requests:${kind}.send`)}
        </button>
      </form>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.get('live') !== undefined) this.switched = true;
    // What was missing may not be asked for any more.
    if (this.issues.email === 'required' && !this.#needsEmail) this.#solve('email');
    if (changed.has('problem')) this.issues = issuesByField(this.problem?.issues);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('problem') && this.problem) void this.#focusFirstIssue();
  }

  get #needsEmail(): boolean {
    return !this.live || this.emailRequired;
  }

  #renderContact({ name, email }: KnownAs): TemplateResult {
    return html`<p class="muted" dir="auto">
      ${this.#localize.t('requests:writingAs', { name: email ? `${name} (${email})` : name })}
    </p>`;
  }

  #renderGuest(): TemplateResult {
    const { t } = this.#localize;
    return html`${this.#renderInput('name', t('requests:name'))}
    ${this.#renderInput('email', t(this.#needsEmail ? 'requests:email' : 'requests:emailOptional'))}`;
  }

  #renderInput(name: keyof typeof FIELDS, label: string): TemplateResult {
    const { type, autocomplete, mode } = FIELDS[name];
    const required = name === 'name' || (name === 'email' && this.#needsEmail);
    return html`
      <div>
        <label for=${name}>${label}</label>
        <input
          id=${name}
          name=${name}
          type=${type}
          dir="auto"
          autocomplete=${autocomplete}
          inputmode=${mode}
          aria-required=${required}
          aria-invalid=${this.issues[name] ? 'true' : 'false'}
          aria-describedby="${name}-problem"
          ?readonly=${this.busy}
          .value=${this.form[name]}
          @input=${this.#onInput}
        />
        ${this.#renderIssue(name)}
      </div>
    `;
  }

  #renderIssue(field: keyof RequestForm): TemplateResult {
    const code = this.issues[field];
    return html`<p id="${field}-problem" class="problem" ?hidden=${!code}>
      ${code ? this.#localize.t(`errors:issue.${code}`) : nothing}
    </p>`;
  }

  #onInput({ target }: Event): void {
    const { name, value } = target as HTMLInputElement;
    this.form = { ...this.form, [name]: value };
    this.#solve(name as keyof RequestForm);
    this.dispatchEvent(new SupportFillEvent(this.form));
  }

  #solve(field: keyof RequestForm): void {
    const { [field]: _solved, ...issues } = this.issues;
    this.issues = issues;
  }

  #onSubmit(event: Event): void {
    event.preventDefault();
    if (this.busy || this.#isTrapped(event.target as HTMLFormElement)) return;
    // Where a chat follows nobody is called back.
    const form = this.live ? { ...this.form, phone: '' } : this.form;
    this.issues = checkForm(form, this.contact ? ['phone', 'text'] : FIELD_NAMES, this.#needsEmail);
    if (Object.keys(this.issues).length > 0) return void this.#focusFirstIssue();
    // What was typed as a guest is not a contact's.
    const { name, email, phone, text } = this.contact ? { ...form, name: '', email: '' } : form;
    const said = { name: name.trim(), email: email.trim(), phone: phone.trim(), text };
    this.dispatchEvent(new SupportRequestEvent(said));
  }

  /**
   * Whoever fills in what cannot be seen or reached is no person, or has a browser that fills in too much: it is asked
   * for once more, which a person can do and a script that has done its work does not.
   */
  #isTrapped(form: HTMLFormElement): boolean {
    const trap = form.elements.namedItem('website') as HTMLInputElement;
    this.trapped = trap.value !== '';
    trap.value = '';
    return this.trapped;
  }

  async #focusFirstIssue(): Promise<void> {
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-request-form': SupportRequestForm;
  }
}
