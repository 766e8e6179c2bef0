import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { DAY_AND_TIME } from '../../ui/day-and-time.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import { portalUrl } from './console-portal-url.ts';
import type { Portal } from './console-portals.store.ts';
import { portalsTableStyles } from './console-portals-table-styles.ts';

type Verb = 'looks' | 'code' | 'keys' | 'origins' | 'rename' | 'deactivate' | 'activate';

/** Something is to be done with a portal. */
export class SupportPortalActEvent extends Event {
  readonly verb: Verb;
  readonly portal: Portal;
  constructor(verb: Verb, portal: Portal) {
    super('support-portal-act');
    this.verb = verb;
    this.portal = portal;
  }
}

/**
 * Portals by company: address, status, who can answer, and "Show code and URLs".
 * @fires support-portal-act {SupportPortalActEvent}
 */
export class SupportPortalsTable extends ConsoleElement {
  static override styles = [baseStyles, tableStyles, portalsTableStyles];

  @property({ attribute: false }) portals: readonly Portal[] = [];

  override render(): TemplateResult {
    const sorted = [...this.portals].sort((a, b) =>
      a.company.name.localeCompare(b.company.name, this.i18n.get()),
    );
    return html`<div class="sheet">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">${this.t('portals:company')}</th>
            <th scope="col" role="columnheader">${this.t('portals:status')}</th>
            <th scope="col" role="columnheader">${this.t('portals:technicians')}</th>
            <th scope="col" role="columnheader">
              <span class="visually-hidden">${this.t('portals:actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            sorted,
            ({ id }) => id,
            (portal) => this.#renderRow(portal),
          )}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(portal: Portal): TemplateResult {
    const url = portalUrl(portal.subdomain);
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        ${portal.company.name}
        <div><a dir="ltr" href=${url} target="_blank" rel="noopener">${url.replace(/^\w+:\/\//, '')}</a></div>
      </th>
      <td role="cell">${this.#renderStatus(portal)}</td>
      <td role="cell">${this.#renderTechnicians(portal)}</td>
      <td role="cell" class="end">${this.#renderActions(portal)}</td>
    </tr>`;
  }

  #renderStatus(portal: Portal): TemplateResult {
    const active = portal.status === 'active';
    return html`<wa-switch
        size="s"
        .checked=${live(active)}
        @change=${(event: Event) => this.#switch(event, portal)}
      >
        <span aria-hidden="true">${this.t(active ? 'portals:active' : 'portals:inactive')}</span>
        <span class="visually-hidden">
          ${this.t('portals:switch_named', { company: portal.company.name })}
        </span>
      </wa-switch>
      <div class="state quiet">${this.#state(portal)}</div>`;
  }

  /** What a visitor finds, and why (G19). */
  #state({ status, live: isLive, open, hoursChangeAt }: Portal): string {
    if (status === 'inactive') return this.t('portals:closed');
    if (!open)
      return hoursChangeAt === null
        ? this.t('portals:never_open')
        : this.t('portals:outside_hours', { time: this.i18n.date(hoursChangeAt, DAY_AND_TIME) });
    return this.t(isLive ? 'portals:live' : 'portals:not_live');
  }

  #renderTechnicians({ technicians }: Portal): TemplateResult {
    if (technicians > 0) return html`${this.t('portals:technicians_count', { count: technicians })}`;
    return html`<span class="warning">
      <wa-icon name="triangle-exclamation"></wa-icon>${this.t('portals:no_technicians')}
    </span>`;
  }

  #renderActions(portal: Portal): TemplateResult {
    const company = portal.company.name;
    const refused = portal.refusedOrigins.length;
    return html`
      <button type="button" class="link" @click=${() => this.#act('code', portal)}>
        ${this.t('portals:show_code')}<span class="visually-hidden">&nbsp;(${company})</span>
      </button>
      <wa-dropdown
        placement="bottom-end"
        size="s"
        @wa-select=${(event: Event) => this.#act(chosen(event), portal)}
      >
        <wa-button slot="trigger" size="s" appearance="plain">
          <wa-icon name="ellipsis" label=${this.t('portals:more_actions', { company })}></wa-icon>
        </wa-button>
        <wa-dropdown-item value="looks">${this.t('portals:looks')}</wa-dropdown-item>
        <wa-dropdown-item value="keys">${this.t('contacts:keys')}</wa-dropdown-item>
        <wa-dropdown-item value="origins">${this.t('portals:origins')}</wa-dropdown-item>
        <wa-dropdown-item value="rename">${this.t('portals:rename')}</wa-dropdown-item>
      </wa-dropdown>
      ${
        refused > 0
          ? html`<div>
              <button type="button" class="link" @click=${() => this.#act('origins', portal)}>
                <span class="tag bad">${this.t('portals:refused_badge', { count: refused })}</span>
                <span class="visually-hidden">${this.t('portals:origins')} (${company})</span>
              </button>
            </div>`
          : nothing
      }
    `;
  }

  /** The switch shows what is, not what is wished: it stays until the server has agreed. */
  #switch(event: Event, portal: Portal): void {
    const control = event.target as HTMLElement & { checked: boolean };
    const wanted = control.checked;
    control.checked = portal.status === 'active';
    this.#act(wanted ? 'activate' : 'deactivate', portal);
  }

  #act(verb: Verb, portal: Portal): void {
    this.dispatchEvent(new SupportPortalActEvent(verb, portal));
  }
}

const chosen = (event: Event): Verb => (event as CustomEvent<{ item: { value: Verb } }>).detail.item.value;

declare global {
  interface HTMLElementTagNameMap {
    'support-portals-table': SupportPortalsTable;
  }
}
