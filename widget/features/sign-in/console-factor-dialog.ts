import type { CommandOutput } from '#protocol/index';
import { html, nothing, type LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Result } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { makePasskey } from './console-passkeys.ts';
import type { SecurityStore } from './console-security.store.ts';

/** What is done; every one begins with the password. */
export type Deed =
  | { kind: 'add_app' | 'add_passkey' | 'remove_app' | 'renew_codes' }
  | { kind: 'remove_passkey'; passkeyId: string; name: string };

type Stage =
  | { kind: 'password' }
  | { kind: 'scan'; enrolment: CommandOutput<'totp:enrol'> }
  | { kind: 'codes'; codes: readonly string[] };

const GIVEN_UP = { ok: false, error: { code: 'wrong_code', retry: false } } as const;

/** Adds or takes away a second factor, or makes new recovery codes: password, the deed, and the codes shown once. */
export class SupportFactorDialog extends DialogElement {
  @property({ attribute: false }) store!: SecurityStore;
  @property({ attribute: false }) deed!: Deed;

  @state() private stage: Stage = { kind: 'password' };
  /** The browser's own dialog ended without a passkey. */
  @state() private givenUp = false;

  readonly #form = new FormController<Stage | null>(
    this,
    (values) => this.#send(values),
    (next) => {
      if (next) this.stage = next;
      else this.close();
    },
  );

  protected override updated(changed: PropertyValues<this>): void {
    // The next field of the same dialog: whoever types goes on typing.
    if ((changed as Map<string, unknown>).get('stage') === undefined) return;
    const next = this.renderRoot.querySelector<LitElement>('wa-input, [slot=footer] wa-button');
    // The picture to scan stays in sight.
    void next?.updateComplete.then(() => next.focus({ preventScroll: true }));
  }

  override render(): TemplateResult {
    const { stage, deed } = this;
    if (stage.kind === 'codes')
      return this.renderDialog(
        this.t('sign-in:codes_title'),
        html`<form>
          <support-recovery-codes .i18n=${this.i18n} .codes=${stage.codes}></support-recovery-codes>
        </form>`,
        html`<wa-button size="s" variant="brand" @click=${this.close}
          >${this.t('sign-in:codes_done')}</wa-button
        >`,
      );
    return this.renderDialog(
      this.t(`sign-in:${deed.kind}`),
      html`<form novalidate @submit=${this.#form.submit}>
        ${stage.kind === 'scan' ? this.#renderScan(stage.enrolment) : this.#renderPassword()}
        <!-- Its Enter key: the buttons one sees stand outside the form. -->
        <button hidden></button>
        ${this.givenUp ? html`<p role="alert" class="refused">${this.t('sign-in:passkey_given_up')}</p>` : this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, {
        cancel: this.t('sign-in:cancel'),
        send: this.t(
          stage.kind === 'scan' || deed.kind.startsWith('remove') ? 'sign-in:confirm' : 'sign-in:next',
        ),
        dangerous: deed.kind.startsWith('remove'),
      }),
    );
  }

  #renderPassword(): TemplateResult {
    const { deed } = this;
    const name = deed.kind === 'remove_passkey' ? deed.name : '';
    return html`<p>${this.t(`sign-in:${deed.kind}_intro`, { name })}</p>
      ${
        deed.kind === 'add_passkey'
          ? this.#form.text('name', {
              label: this.t('sign-in:passkey_name'),
              hint: this.t('sign-in:passkey_name_hint'),
              maxlength: 120,
            })
          : nothing
      }
      ${this.#form.text('current', {
        label: this.t('sign-in:current_password'),
        type: 'password',
        autocomplete: 'current-password',
        autofocus: deed.kind !== 'add_passkey',
      })}`;
  }

  #renderScan({ secret, uri }: CommandOutput<'totp:enrol'>): TemplateResult {
    return html`<p>${this.t('sign-in:scan')}</p>
      <support-qr-code value=${uri} label=${this.t('sign-in:qr_label')}></support-qr-code>
      <!-- The field before the key, which few need: on a phone both do not fit on the screen. -->
      ${this.#form.text('code', {
        label: this.t('sign-in:code'),
        hint: this.t('sign-in:code_hint'),
        autocomplete: 'one-time-code',
        code: true,
      })}
      <support-copy-field
        .i18n=${this.i18n}
        label=${this.t('sign-in:secret')}
        hint=${this.t('sign-in:secret_hint')}
        value=${secret.replace(/.{4}(?=.)/g, '$& ')}
      ></support-copy-field>`;
  }

  async #send({ current = '', name = '', code = '' }: Record<string, string>): Promise<Result<Stage | null>> {
    const { store, deed, stage } = this;
    this.givenUp = false;
    if (stage.kind === 'scan') return shown(await store.confirm(code.replace(/\D/g, '')));
    if (deed.kind === 'add_app') {
      const result = await store.enrol(current);
      return result.ok ? { ok: true, data: { kind: 'scan', enrolment: result.data } } : result;
    }
    if (deed.kind === 'add_passkey') return this.#makePasskey(current, name);
    if (deed.kind === 'renew_codes') return shown(await store.renewCodes(current));
    const result =
      deed.kind === 'remove_passkey'
        ? await store.removePasskey(deed.passkeyId, current)
        : await store.removeApp(current);
    return result.ok ? { ok: true, data: null } : result;
  }

  async #makePasskey(current: string, name: string): Promise<Result<Stage | null>> {
    const offer = await this.store.offer(current);
    if (!offer.ok) return offer;
    const response = await makePasskey(offer.data.options);
    this.givenUp = response === null;
    if (!response) return GIVEN_UP;
    return shown(await this.store.add({ token: offer.data.token, name, response }));
  }
}

/** Recovery codes are shown where there are new ones; else it is done. */
const shown = (result: Result<{ recoveryCodes: string[] | null }>): Result<Stage | null> => {
  if (!result.ok) return result;
  const codes = result.data.recoveryCodes;
  return { ok: true, data: codes && { kind: 'codes', codes } };
};

declare global {
  interface HTMLElementTagNameMap {
    'support-factor-dialog': SupportFactorDialog;
  }
}
