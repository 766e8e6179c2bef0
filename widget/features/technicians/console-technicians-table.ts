import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { tableStyles } from '../../ui/console-table-styles.ts';
import type { Technician } from './console-technicians.store.ts';

type Verb = 'edit' | 'new_link' | 'end_sessions' | 'reset_factor' | 'disable' | 'enable';

/** Something is to be done with a technician. */
export class SupportTechnicianActEvent extends Event {
  readonly verb: Verb;
  readonly technician: Technician;
  constructor(verb: Verb, technician: Technician) {
    super('support-technician-act');
    this.verb = verb;
    this.technician = technician;
  }
}

/**
 * Technicians by name, with what can be done with each.
 * @fires support-technician-act {SupportTechnicianActEvent}
 */
export class SupportTechniciansTable extends ConsoleElement {
  static override styles = [baseStyles, tableStyles];

  @property({ attribute: false }) technicians: readonly Technician[] = [];
  /** The id of the signed-in technician. */
  @property() me = '';

  override render(): TemplateResult {
    const sorted = [...this.technicians].sort((a, b) => a.name.localeCompare(b.name, this.i18n.get()));
    return html`<div class="sheet">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">${this.t('technicians:name')}</th>
            <th scope="col" role="columnheader">${this.t('technicians:role')}</th>
            <th scope="col" role="columnheader">${this.t('technicians:access')}</th>
            <th scope="col" role="columnheader">${this.t('technicians:state')}</th>
            <th scope="col" role="columnheader">
              <span class="visually-hidden">${this.t('technicians:actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${repeat(
            sorted,
            ({ id }) => id,
            (technician) => this.#renderRow(technician),
          )}
        </tbody>
      </table>
    </div>`;
  }

  #renderRow(technician: Technician): TemplateResult {
    const { id, name, email, role, state, secondFactor } = technician;
    return html`<tr role="row">
      <th scope="row" role="rowheader">
        ${name} ${id === this.me ? html`<span class="tag">${this.t('technicians:you')}</span>` : nothing}
        <div class="quiet"><bdi dir="ltr">${email}</bdi></div>
      </th>
      <td role="cell" class="short">${this.t(`technicians:role_${role}`)}</td>
      <td role="cell">
        <span class="label">${this.t('technicians:access')}:</span>${this.#access(technician)}
      </td>
      <td role="cell">
        <span class="tag ${state === 'invited' ? 'bad' : ''}">${this.t(`technicians:state_${state}`)}</span>
        ${secondFactor ? html`<span class="tag">${this.t('technicians:second_factor')}</span>` : nothing}
        ${this.#renderPresence(technician)}
      </td>
      <td role="cell" class="end">${this.#renderActions(technician)}</td>
    </tr>`;
  }

  /** The switch is their word; whether a console of theirs is open stands beside it (G23). */
  #renderPresence({ available, connected, lastSeenAt }: Technician): TemplateResult {
    const when =
      lastSeenAt === null ? null : this.date(lastSeenAt, { dateStyle: 'medium', timeStyle: 'short' });
    const state = available
      ? connected
        ? html`<span class="tag good">${this.t('technicians:available')}</span>`
        : html`<span class="tag bad">${this.t('technicians:available_away')}</span>`
      : connected
        ? html`<span class="tag">${this.t('technicians:connected')}</span>`
        : nothing;
    return html`${state}
    ${when ? html`<div class="quiet">${this.t('technicians:last_seen', { when })}</div>` : nothing}`;
  }

  #access({ access }: Technician): string {
    if (access.kind === 'all') return this.t('technicians:access_all');
    const count = access.companyIds.length;
    return count === 0 ? this.t('technicians:access_none') : this.t('technicians:access_count', { count });
  }

  #renderActions(technician: Technician): TemplateResult {
    const { id, name } = technician;
    return html`<wa-button size="s" appearance="outlined" @click=${() => this.#act('edit', technician)}>
        <span aria-hidden="true">${this.t('technicians:edit')}</span>
        <span class="visually-hidden">${this.t('technicians:edit_named', { name })}</span>
      </wa-button>
      ${id === this.me ? nothing : this.#renderMenu(technician)}`;
  }

  #renderMenu(technician: Technician): TemplateResult {
    const { name } = technician;
    return html`<wa-dropdown
      placement="bottom-end"
      size="s"
      @wa-select=${(event: Event) => this.#act(chosen(event), technician)}
    >
      <wa-button slot="trigger" size="s" appearance="plain">
        <wa-icon name="ellipsis" label=${this.t('technicians:more_actions', { name })}></wa-icon>
      </wa-button>
      ${offered(technician).map(
        (verb) =>
          html`<wa-dropdown-item value=${verb} variant=${verb === 'disable' ? 'danger' : 'default'}>
            ${this.t(`technicians:${verb}`)}
          </wa-dropdown-item>`,
      )}
    </wa-dropdown>`;
  }

  #act(verb: Verb, technician: Technician): void {
    this.dispatchEvent(new SupportTechnicianActEvent(verb, technician));
  }
}

/** What can be done with somebody else: for oneself there are Security and the own profile. */
const offered = ({ state, secondFactor }: Technician): Verb[] => {
  if (state === 'disabled') return ['enable'];
  const verbs: Verb[] = ['new_link'];
  if (state === 'active') verbs.push('end_sessions');
  if (secondFactor) verbs.push('reset_factor');
  return [...verbs, 'disable'];
};

const chosen = (event: Event): Verb => (event as CustomEvent<{ item: { value: Verb } }>).detail.item.value;

declare global {
  interface HTMLElementTagNameMap {
    'support-technicians-table': SupportTechniciansTable;
  }
}
