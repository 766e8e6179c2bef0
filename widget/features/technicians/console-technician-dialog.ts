import { html, nothing, type TemplateResult } from 'lit';
import { property, query } from 'lit/decorators.js';
import type { Result } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import type { CompaniesStore } from '../companies/index.ts';
import type { SupportAccessPicker } from './console-access-picker.ts';
import type { Invited, Role, Technician, TechniciansStore } from './console-technicians.store.ts';

const ALL = { kind: 'all' } as const;

/** Somebody was invited, and this is their link. */
export class SupportInvitedEvent extends Event {
  readonly invited: Invited;
  constructor(invited: Invited) {
    super('support-invited');
    this.invited = invited;
  }
}

/**
 * Invites a technician, or changes name, role and access of one.
 * @fires support-invited {SupportInvitedEvent}
 */
export class SupportTechnicianDialog extends DialogElement {
  @property({ attribute: false }) store!: TechniciansStore;
  @property({ attribute: false }) companies!: CompaniesStore;
  /** The one to change, as they were when the dialog opened; without it somebody is invited. */
  @property({ attribute: false }) technician: Technician | undefined;

  @query('support-access-picker') private readonly picker!: SupportAccessPicker;

  readonly #form = new FormController<Technician | Invited>(
    this,
    (values) => this.#send(values),
    (answer) => {
      if ('invitation' in answer) this.dispatchEvent(new SupportInvitedEvent(answer));
      this.close();
    },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    void this.companies.load();
  }

  override render(): TemplateResult {
    const { technician } = this;
    return this.renderDialog(
      technician
        ? this.t('technicians:edit_title', { name: technician.name })
        : this.t('technicians:invite_title'),
      html`<form novalidate @submit=${this.#form.submit}>
        ${this.#form.text('name', {
          label: this.t('technicians:name'),
          maxlength: 120,
          value: technician?.name ?? '',
          autofocus: true,
          autocomplete: 'off',
        })}
        ${
          technician
            ? nothing
            : this.#form.text('email', {
                label: this.t('technicians:email'),
                type: 'email',
                autocomplete: 'off',
              })
        }
        ${this.#renderRoles()}
        <support-access-picker
          .i18n=${this.i18n}
          .companies=${this.companies}
          .value=${technician?.access ?? ALL}
        ></support-access-picker>
        ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t('technicians:cancel'),
        send: this.t(technician ? 'technicians:save' : 'technicians:send'),
      }),
    );
  }

  #renderRoles(): TemplateResult {
    const roles: readonly Role[] = ['technician', 'admin'];
    return html`<wa-radio-group
      size="s"
      name="role"
      label=${this.t('technicians:role')}
      value=${this.technician?.role ?? 'technician'}
    >
      ${roles.map(
        (role) =>
          html`<wa-radio value=${role}>
            ${this.t(`technicians:role_${role}`)}
            <span class="quiet">– ${this.t(`technicians:role_${role}_hint`)}</span>
          </wa-radio>`,
      )}
      ${this.#form.hint('role')}
    </wa-radio-group>`;
  }

  #send(values: Record<string, string>): Promise<Result<Technician | Invited>> {
    const { name = '', email = '' } = values;
    const role = values['role'] as Role;
    const access = this.picker.value;
    if (!this.technician) return this.store.invite({ name, email, role, access });
    // The newest version: after `stale` the list was read again, and saving once more is meant.
    const current = this.store.find(this.technician.id) ?? this.technician;
    return this.store.update(current, { name, role, access });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-technician-dialog': SupportTechnicianDialog;
  }
}
