import type { CommandOutput } from '#protocol/index';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { Latest } from '../../core/latest.ts';
import { valueOf } from '../../core/loadable.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { lineStyles } from '../../ui/console-line-styles.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { baseStyles, nativeSelectStyles } from '../../ui/console-styles.ts';
import { DAY_AND_TIME } from '../../ui/day-and-time.ts';
import type { CompaniesStore } from '../companies/index.ts';
import { missedStyles } from './console-missed-styles.ts';

type Report = CommandOutput<'report:missed'>;
type MissedRequest = Report['requests'][number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PERIODS = [7, 30, 90] as const;

/** Reports > Missed requests: how many customers nobody came to, who they were, and what became of it (G24). */
export class SupportMissedPage extends ConsoleElement {
  static override styles = [baseStyles, nativeSelectStyles, lineStyles, missedStyles];

  @property({ attribute: false }) transport!: Transport;
  @property({ attribute: false }) companies!: CompaniesStore;

  @state() private days: (typeof PERIODS)[number] = 7;
  @state() private companyId = '';

  readonly #answer = new Latest<Report>({ same: false });
  readonly #report = new StoreController(this, this.#answer);
  readonly #companies = new StoreController(this, () => this.companies);
  #stop: () => void = () => undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.companies.load();
    this.#stop = onConnected(this.transport, () => void this.#load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render(): TemplateResult {
    const report = valueOf(this.#report.value);
    return html`<div class="page">
      <div class="intro">
        <h1>${this.t('reports:missed_title')}</h1>
        <p class="quiet">${this.t('reports:missed_intro')}</p>
      </div>
      <div class="choices">
        <label>
          <span>${this.t('reports:period')}</span>
          <select @change=${this.#choosePeriod}>
            ${PERIODS.map((days) => html`<option value=${days}>${this.t(`reports:period_${days}`)}</option>`)}
          </select>
        </label>
        <label>
          <span>${this.t('reports:company')}</span>
          <select @change=${this.#chooseCompany}>
            <option value="">${this.t('reports:company_all')}</option>
            ${this.#sorted.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
          </select>
        </label>
      </div>
      ${renderPending(this.t, this.#report.value, () => void this.#load())}
      <div role="status">${report ? this.#renderFigures(report) : nothing}</div>
      ${report ? this.#renderList(report) : nothing}
    </div>`;
  }

  get #sorted() {
    const all = valueOf(this.#companies.value) ?? [];
    return [...all].sort((a, b) => a.name.localeCompare(b.name, this.i18n.get()));
  }

  #renderFigures({ asked, answered, missed, waiting, typicalWait }: Report): TemplateResult {
    const percent = new Intl.NumberFormat(this.i18n.get(), { style: 'percent' });
    const of = (part: number): string => (asked === 0 ? '' : percent.format(part / asked));
    return html`<dl>
      ${this.#renderFigure('asked', String(asked))}
      ${this.#renderFigure('answered', String(answered), of(answered))}
      ${this.#renderFigure('missed', String(missed), of(missed))}
      ${waiting > 0 ? this.#renderFigure('waiting', String(waiting), of(waiting)) : nothing}
      ${this.#renderFigure('typical', typicalWait === null ? '–' : this.#minutes(typicalWait))}
    </dl>`;
  }

  #renderFigure(
    name: 'asked' | 'answered' | 'missed' | 'waiting' | 'typical',
    figure: string,
    part = '',
  ): TemplateResult {
    return html`<div>
      <dt class="quiet">${this.t(`reports:${name}`)}</dt>
      <dd>${figure} <span class="quiet part">${part}</span></dd>
    </div>`;
  }

  #renderList({ missed, requests }: Report): TemplateResult {
    if (missed === 0) return html`<p class="quiet">${this.t('reports:none')}</p>`;
    return html`<ul role="list">
        ${requests.map((request) => this.#renderRequest(request))}
      </ul>
      ${requests.length < missed ? html`<p class="quiet">${this.t('reports:latest', { count: requests.length })}</p>` : nothing}`;
  }

  #renderRequest(request: MissedRequest): TemplateResult {
    const { id, number, customer, company, askedAt, status, technician } = request;
    // An incoming one is shown to who is Available alone (G12): the list says so.
    const path = status === 'new' ? '/requests/new' : `/requests/${id}`;
    const word = status === 'active' ? 'in_progress' : status;
    return html`<li>
      <div>
        <a href=${path}>${customer}</a> <span class="quiet">· ${company.name} · #${number}</span>
        <div>${this.#reason(request)}</div>
        <div class="quiet">
          ${this.date(askedAt, DAY_AND_TIME)} · ${this.t(`requests:status_${word}`)}
          ${technician === null ? nothing : this.t('requests:with', { name: technician })}
        </div>
      </div>
    </li>`;
  }

  #reason({ reason, waited }: MissedRequest): string {
    return reason === 'left'
      ? this.t('reports:reason_left')
      : this.t(`reports:reason_${reason}`, { wait: this.#minutes(waited ?? 0) });
  }

  #minutes(milliseconds: number): string {
    return this.t('reports:minutes', { count: Math.max(1, Math.round(milliseconds / MINUTE)) });
  }

  readonly #choosePeriod = ({ target }: Event): void => {
    const chosen = Number((target as HTMLSelectElement).value);
    this.days = PERIODS.find((days) => days === chosen)!;
    void this.#load();
  };

  readonly #chooseCompany = ({ target }: Event): void => {
    this.companyId = (target as HTMLSelectElement).value;
    void this.#load();
  };

  async #load(): Promise<void> {
    const now = Date.now();
    const asked = this.transport.call('report:missed', {
      from: now - this.days * DAY,
      // This browser's clock may be behind.
      to: now + DAY,
      ...(this.companyId === '' ? {} : { companyId: this.companyId }),
    });
    await this.#answer.take(asked);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-missed-page': SupportMissedPage;
  }
}
