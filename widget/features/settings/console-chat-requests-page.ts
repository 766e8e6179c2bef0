import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { StoreController } from '../../controllers/store-controller.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles, formStyles, nativeSelectStyles } from '../../ui/console-styles.ts';
import type { CompaniesStore } from '../companies/index.ts';
import type { HoursDrafts } from './console-hours-drafts.ts';
import { SettingsStore } from './console-settings.store.ts';

/** Configure > Chat requests: what happens while a customer waits, and who counts as Available (G23, T13). */
export class SupportChatRequestsPage extends ConsoleElement {
  static override styles = [
    baseStyles,
    formStyles,
    nativeSelectStyles,
    css`
      .page {
        display: grid;
        gap: var(--wa-space-m);
        max-inline-size: 40rem;
        padding: var(--wa-space-l);
      }
      .intro {
        display: grid;
        gap: var(--wa-space-2xs);
      }
      .level {
        max-inline-size: 26rem;
      }
      @media (max-width: 40rem) {
        .page {
          padding: var(--wa-space-m);
        }
      }
    `,
  ];

  @property({ attribute: false }) transport!: Transport;
  @property({ attribute: false }) companies!: CompaniesStore;
  @property({ attribute: false }) drafts!: HoursDrafts;

  /** Of the level that is shown, once they are read. */
  @state() private settings: SettingsStore | null = null;
  @state() private problem: Problem | null = null;
  @state() private revision = 0;

  readonly #companies = new StoreController(this, () => this.companies);
  #companyId: string | null = null;
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.companies.load();
    this.#stops = [
      onConnected(this.transport, () => void this.#load()),
      this.transport.on('setting:changed', () => void this.#load()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  override render(): TemplateResult {
    return html`<div class="page">
      <div class="intro">
        <h1>${this.t('settings:title')}</h1>
        <p class="quiet">${this.t('settings:intro')}</p>
      </div>
      <label class="level">
        <span>${this.t('settings:level')}</span>
        <select @change=${this.#choose}>
          <option value="">${this.t('settings:level_all')}</option>
          ${this.#sorted.map(({ id, name }) => html`<option value=${id}>${name}</option>`)}
        </select>
      </label>
      <div role="alert" class="alert">${renderProblem(this.t, this.problem)}</div>
      ${this.settings ? this.#renderSettings(this.settings) : nothing}
    </div>`;
  }

  get #sorted() {
    const all = valueOf(this.#companies.value) ?? [];
    return all
      .filter(({ portalId }) => portalId !== null)
      .sort((a, b) => a.name.localeCompare(b.name, this.i18n.get()));
  }

  #renderSettings(settings: SettingsStore): TemplateResult {
    const { i18n, revision, t } = this;
    return html`<support-number-setting
        .i18n=${i18n}
        .settings=${settings}
        .revision=${revision}
        key="portal.waitingOffer"
        label=${t('settings:waiting')}
        hint=${t('settings:waiting_hint')}
        unit=${t('settings:minutes')}
        max="1440"
      ></support-number-setting>
      <support-number-setting
        .i18n=${i18n}
        .settings=${settings}
        .revision=${revision}
        key="request.dueAfter"
        label=${t('settings:due_after')}
        hint=${t('settings:due_after_hint')}
        unit=${t('settings:hours')}
        max="672"
      ></support-number-setting>
      <support-choice-setting
        .i18n=${i18n}
        .settings=${settings}
        .revision=${revision}
        key="request.assignment"
        label=${t('settings:assignment')}
        hint=${t('settings:assignment_hint')}
        .choices=${[
          { value: 'manual', label: t('settings:assignment_manual') },
          { value: 'round-robin', label: t('settings:assignment_turns') },
          { value: 'least-busy', label: t('settings:assignment_least') },
        ]}
      ></support-choice-setting>
      ${
        settings.general
          ? html`<support-number-setting
                .i18n=${i18n}
                .settings=${settings}
                .revision=${revision}
                whole
                key="request.capacity"
                label=${t('settings:capacity')}
                hint=${t('settings:capacity_hint')}
                unit=${t('settings:chats')}
                min="1"
                max="50"
              ></support-number-setting>
              <support-number-setting
                .i18n=${i18n}
                .settings=${settings}
                .revision=${revision}
                key="availability.reminder"
                label=${t('settings:reminder')}
                hint=${t('settings:reminder_hint')}
                unit=${t('settings:hours')}
                max="24"
              ></support-number-setting>
              <support-number-setting
                .i18n=${i18n}
                .settings=${settings}
                .revision=${revision}
                optional
                key="request.returnAfter"
                label=${t('settings:returning')}
                hint=${t('settings:returning_hint')}
                unit=${t('settings:seconds')}
                max="3600"
              ></support-number-setting>
              <support-switch-setting
                .i18n=${i18n}
                .settings=${settings}
                .revision=${revision}
                key="portal.reachableOnly"
                label=${t('settings:reachable')}
                hint=${t('settings:reachable_hint')}
              ></support-switch-setting>
              <support-switch-setting
                .i18n=${i18n}
                .settings=${settings}
                .revision=${revision}
                key="availability.reminderAtEnd"
                label=${t('settings:at_end')}
                hint=${t('settings:at_end_hint')}
              ></support-switch-setting>`
          : nothing
      }
      <support-business-hours
        .i18n=${i18n}
        .settings=${settings}
        .drafts=${this.drafts}
        key="portal.businessHours"
        label=${t('settings:hours_title')}
        .revision=${revision}
      ></support-business-hours>`;
  }

  readonly #choose = ({ target }: Event): void => {
    this.#companyId = (target as HTMLSelectElement).value || null;
    this.settings = null;
    void this.#load();
  };

  /** A late answer of another level loses. */
  async #load(): Promise<void> {
    const companyId = this.#companyId;
    const settings = this.settings ?? new SettingsStore(this.transport, companyId);
    const result = await settings.load();
    if (companyId !== this.#companyId) return;
    this.problem = result.ok ? null : result.error;
    if (!result.ok) return;
    this.settings = settings;
    this.revision += 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-chat-requests-page': SupportChatRequestsPage;
  }
}
