import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { DAY_AND_TIME } from '../../ui/day-and-time.ts';
import { dueWord, statusChip, statusStyles } from './console-request-status.ts';
import type { Request } from './console-requests.store.ts';
import { requestHeaderStyles } from './console-request-header-styles.ts';
import { verifiedMark, verifiedStyles } from './console-verified.ts';

/** What can be done with a request. */
export type Verb = 'take' | 'transfer' | 'unassign' | 'close' | 'due' | 'spam' | 'unmarkSpam';

export class SupportActEvent extends Event {
  readonly verb: Verb;
  constructor(verb: Verb) {
    super('support-act');
    this.verb = verb;
  }
}

/**
 * Who asks, from where, and what can be done with it now. Returning and closing ask first.
 * @fires support-act {SupportActEvent}
 */
export class SupportRequestHeader extends ConsoleElement {
  static override styles = [baseStyles, statusStyles, verifiedStyles, requestHeaderStyles];

  @property({ attribute: false }) request!: Request;
  /** It is the technician's own and in progress. */
  @property({ type: Boolean }) own = false;

  @state() private asking: 'unassign' | 'close' | null = null;

  override render(): TemplateResult {
    const { number, customer, status } = this.request;
    return html`<header>
        <div class="who">
          <div class="line">
            <h1>${customer.name}</h1>
            ${verifiedMark(this.t, customer)} ${statusChip(this.t, this.request)}
            <span class="quiet">${this.t('requests:request_number', { number })}</span>
          </div>
          ${this.#renderFacts()}
        </div>
        <div class="actions">
          ${status === 'new' ? this.#renderButton('take', 'brand', () => this.#act('take')) : nothing}
          ${
            this.own
              ? html`${this.#renderButton('transfer', 'neutral', () => this.#act('transfer'))}
                ${this.#renderButton('unassign', 'neutral', () => (this.asking = 'unassign'))}
                ${this.#renderButton('close', 'brand', () => (this.asking = 'close'))}`
              : nothing
          }
          ${status === 'new' || this.own ? this.#renderButton('due', 'neutral', () => this.#act('due')) : nothing}
          ${this.#renderSpam()}
        </div>
      </header>
      ${this.asking ? this.#renderQuestion(this.asking) : nothing}`;
  }

  /** Not of a chat that is a colleague's. */
  #renderSpam(): TemplateResult | typeof nothing {
    if (this.request.status === 'active' && !this.own) return nothing;
    const verb = this.request.spam ? 'unmarkSpam' : 'spam';
    return this.#renderButton(verb, 'neutral', () => this.#act(verb));
  }

  #renderFacts(): TemplateResult {
    const { company, customer, createdAt, website, technician } = this.request;
    const opened = this.date(createdAt, { dateStyle: 'medium', timeStyle: 'short' });
    return html`<dl aria-label=${this.t('requests:details')}>
      ${this.#renderFact('company', company.name)}
      ${
        customer.email
          ? this.#renderFact(
              'email',
              html`<a dir="ltr" href="mailto:${customer.email}">${customer.email}</a>`,
            )
          : nothing
      }
      ${
        customer.phone
          ? this.#renderFact('phone', html`<a dir="ltr" href="tel:${customer.phone}">${customer.phone}</a>`)
          : nothing
      }
      ${this.#renderFact('opened', opened)} ${this.#renderDue()}
      ${this.own ? nothing : this.#renderFact('technician', technician?.name ?? this.t('requests:nobody'))}
      ${website ? this.#renderFact('website', this.#renderWebsite(website)) : nothing}
      ${this.#renderContext()}
    </dl>`;
  }

  #renderDue(): TemplateResult | typeof nothing {
    const word = dueWord(this.t, this.request, (time) => this.date(time, DAY_AND_TIME));
    return word === null
      ? nothing
      : html`<div><dd class=${word.overdue ? 'overdue' : ''}>${word.text}</dd></div>`;
  }

  /** In the website's own words: nobody has checked them. */
  #renderContext(): TemplateResult | typeof nothing {
    const facts = Object.entries(this.request.context);
    if (facts.length === 0) return nothing;
    return html`<div class="context">
      <dt>${this.t('requests:context')}</dt>
      <dd>
        ${facts.map(
          ([name, value]) =>
            html`<span class="fact" title=${`${name}: ${value}`}
              ><span dir="auto">${name}</span> <b dir="auto">${value}</b></span
            >`,
        )}
      </dd>
    </div>`;
  }

  #renderFact(
    name: 'company' | 'email' | 'phone' | 'opened' | 'technician' | 'website',
    value: TemplateResult | string,
  ): TemplateResult {
    return html`<div>
      <dt>${this.t(`requests:${name}`)}</dt>
      <dd>${value}</dd>
    </div>`;
  }

  /** The browser said it, so it may be anything: a link only where it leads to a website. */
  #renderWebsite(website: string): TemplateResult | string {
    if (!/^https?:\/\//i.test(website)) return website;
    return html`<a href=${website} target="_blank" rel="noreferrer noopener">
      ${website.replace(/^https?:\/\//i, '')}
    </a>`;
  }

  #renderButton(verb: Verb, variant: 'brand' | 'neutral', press: () => void): TemplateResult {
    return html`<wa-button
      size="s"
      variant=${variant}
      appearance=${variant === 'brand' ? 'accent' : 'outlined'}
      @click=${press}
    >
      ${this.t(`requests:${verb}`)}
    </wa-button>`;
  }

  #renderQuestion(verb: 'unassign' | 'close'): TemplateResult {
    return html`<support-confirm
      .i18n=${this.i18n}
      question=${this.t(`requests:${verb}_title`)}
      action=${this.t(`requests:${verb}`)}
      cancel=${this.t('requests:cancel')}
      @support-confirmed=${() => this.#act(verb)}
      @support-dismissed=${() => (this.asking = null)}
    >
      <p>${this.t(`requests:${verb}_text`)}</p>
    </support-confirm>`;
  }

  #act(verb: Verb): void {
    this.dispatchEvent(new SupportActEvent(verb));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-request-header': SupportRequestHeader;
  }
}
