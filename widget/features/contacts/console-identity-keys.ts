import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { identityKeysStyles } from './console-identity-keys-styles.ts';
import type { IdentityKey, IdentityKeysStore } from './console-identity-keys.store.ts';

/** "Identify customers": the keys a client's website signs with, and how it does that (W4, S11). */
export class SupportIdentityKeys extends DialogElement {
  static override styles = [...[DialogElement.styles].flat(), identityKeysStyles];

  @property({ attribute: false }) store!: IdentityKeysStore;
  /** The client's company. */
  @property() company = '';
  /** Origin of the portal's own pages: a website's policy has to let them into a frame. */
  @property({ attribute: false }) origin = '';

  @state() private adding = false;
  @state() private deleting: IdentityKey | null = null;
  @state() private problem: Problem | null = null;

  readonly #keys = new StoreController(this, () => this.store);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.store.load();
  }

  override render(): TemplateResult {
    const keys = valueOf(this.#keys.value);
    return html`${this.renderDialog(
      this.t('contacts:keys_title', { company: this.company }),
      html`<div class="stack">
        <p class="quiet">${this.t('contacts:keys_intro')}</p>
        ${renderPending(this.t, this.#keys.value, () => void this.store.load())}
        ${keys ? this.#renderKeys(keys) : nothing}
        <div role="alert">${renderProblem(this.t, this.problem)}</div>
      </div>`,
      html`<wa-button size="s" appearance="outlined" @click=${this.close}>
        ${this.t('contacts:close')}
      </wa-button>`,
    )}
    ${this.adding ? this.#renderAdding() : nothing}
    ${this.deleting ? this.#renderDeleting(this.deleting) : nothing}`;
  }

  #renderKeys(keys: readonly IdentityKey[]): TemplateResult {
    return html`
      ${
        keys.length > 0
          ? html`<ul class="keys">
              ${keys.map((key) => this.#renderKey(key))}
            </ul>`
          : html`<p>${this.t('contacts:no_keys')}</p>`
      }
      <div class="actions">
        <wa-button
          size="s"
          variant=${keys.length > 0 ? 'neutral' : 'brand'}
          appearance=${keys.length > 0 ? 'outlined' : 'accent'}
          @click=${() => (this.adding = true)}
        >
          <wa-icon slot="start" name="plus"></wa-icon>${this.t('contacts:add_key')}
        </wa-button>
      </div>
      ${
        keys.length > 0
          ? html`<support-identity-code
              .i18n=${this.i18n}
              .examples=${keys.some(({ algorithm }) => algorithm === 'HS256') ? this.store.examples : null}
              .portalId=${this.store.portalId}
              .origin=${this.origin}
            ></support-identity-code>`
          : nothing
      }
    `;
  }

  #renderKey(key: IdentityKey): TemplateResult {
    const on = (time: number): string => this.date(time, { dateStyle: 'medium' });
    const used =
      key.lastUsedAt === null
        ? this.t('contacts:never_used')
        : this.t('contacts:last_used', { when: on(key.lastUsedAt) });
    return html`<li>
      <div class="about">
        <b>${key.name}</b> <span class="tag">${key.algorithm}</span>
        <div class="quiet">${this.t('contacts:created', { when: on(key.createdAt) })} · ${used}</div>
        <div class="id">
          <span class="code">${key.id}</span>
          <support-copy-field
            compact
            .i18n=${this.i18n}
            label=${this.t('contacts:key_id_of', { name: key.name })}
            value=${key.id}
          ></support-copy-field>
        </div>
      </div>
      <wa-button size="s" appearance="plain" @click=${() => (this.deleting = key)}>
        <wa-icon name="trash" label=${this.t('contacts:delete_named', { name: key.name })}></wa-icon>
      </wa-button>
    </li>`;
  }

  #renderAdding(): TemplateResult {
    return html`<support-add-identity-key
      .i18n=${this.i18n}
      .store=${this.store}
      @support-dismissed=${() => (this.adding = false)}
    ></support-add-identity-key>`;
  }

  #renderDeleting(key: IdentityKey): TemplateResult {
    return html`<support-confirm
      .i18n=${this.i18n}
      dangerous
      question=${this.t('contacts:delete_title', { name: key.name })}
      action=${this.t('contacts:delete')}
      cancel=${this.t('contacts:cancel')}
      @support-confirmed=${() => this.#delete(key)}
      @support-dismissed=${() => (this.deleting = null)}
    >
      <p>${this.t('contacts:delete_text')}</p>
    </support-confirm>`;
  }

  async #delete(key: IdentityKey): Promise<void> {
    this.problem = null;
    const result = await this.store.remove(key);
    this.problem = result.ok || result.error.code === 'not_found' ? null : result.error;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-identity-keys': SupportIdentityKeys;
  }
}
