import type { Issue } from '#protocol/errors';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import type { Result } from '../../core/result.ts';
import { DialogElement } from '../../ui/console-dialog.ts';
import { FormController } from '../../ui/console-form.ts';
import { portalDialogStyles } from './console-portal-dialog-styles.ts';
import { toOrigin } from './console-portal-url.ts';
import type { Portal, PortalsStore } from './console-portals.store.ts';

/** Which websites may embed a portal, exact (W5); those that tried in vain are allowed by one click. */
export class SupportPortalOrigins extends DialogElement {
  static override styles = [
    ...[DialogElement.styles].flat(),
    portalDialogStyles,
    css`
      .row {
        display: flex;
        align-items: start;
        gap: var(--wa-space-xs);
      }
      .row > :first-child {
        flex: 1;
        min-inline-size: 0;
        overflow-wrap: anywhere;
      }
      .row wa-button {
        margin-block-start: 1.5rem;
      }
      .refused-list .row {
        align-items: center;
        padding-block: var(--wa-space-2xs);
      }
      .refused-list wa-button {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) store!: PortalsStore;
  /** As it was when the dialog opened. */
  @property({ attribute: false }) portal!: Portal;

  /** What stands in the rows, as typed. */
  @state() private rows: readonly string[] | undefined;

  readonly #portals = new StoreController(this, () => this.store);

  readonly #form = new FormController<Portal>(
    this,
    () => this.#save(),
    () => this.close(),
  );

  override render(): TemplateResult {
    return this.renderDialog(
      this.t('portals:origins_title', { company: this.portal.company.name }),
      html`<form novalidate @submit=${this.#form.submit}>
        <p class="quiet">${this.t('portals:origins_intro')}</p>
        ${this.#shown.map((origin, index) => this.#renderRow(origin, index))}
        <div class="actions">
          <wa-button size="s" appearance="outlined" @click=${() => this.#add('')}>
            <wa-icon slot="start" name="plus"></wa-icon>${this.t('portals:add_origin')}
          </wa-button>
        </div>
        ${this.#renderRefused()} ${this.#form.alert()}
      </form>`,
      this.renderButtons(this.#form, { cancel: this.t('portals:cancel'), send: this.t('portals:save') }),
    );
  }

  get #shown(): readonly string[] {
    return this.rows ?? (this.portal.origins.length > 0 ? this.portal.origins : ['']);
  }

  #renderRow(origin: string, index: number): TemplateResult {
    const issue = this.#form.issue(`origin-${index}`);
    const label = origin
      ? this.t('portals:remove_origin', { origin })
      : this.t('portals:remove_empty_origin');
    return html`<div class="row">
      <wa-input
        size="s"
        class="code"
        name="origin-${index}"
        inputmode="url"
        autocapitalize="none"
        maxlength="300"
        label=${this.t('portals:origin', { number: index + 1 })}
        placeholder=${this.t('portals:origin_placeholder')}
        .value=${origin}
        ?data-refused=${issue !== undefined}
        @input=${(event: Event) => this.#type(index, (event.target as HTMLInputElement).value)}
      >
        ${
          issue
            ? html`<span slot="hint" class="refused">
                ${this.t(issue.code === 'taken' ? 'portals:origin_twice' : 'portals:origin_invalid')}
              </span>`
            : nothing
        }
      </wa-input>
      <wa-button size="s" appearance="plain" @click=${() => this.#remove(index)}>
        <wa-icon name="trash" label=${label}></wa-icon>
      </wa-button>
    </div>`;
  }

  #renderRefused(): TemplateResult | typeof nothing {
    void this.#portals.value;
    const refused = this.#current.refusedOrigins.filter(({ origin }) => !this.#shown.includes(origin));
    if (refused.length === 0) return nothing;
    return html`<section class="refused-list">
      <h3>${this.t('portals:refused_title')}</h3>
      <p class="quiet">${this.t('portals:refused_intro')}</p>
      ${refused.map(({ origin, lastAt, count }) => {
        const when = this.date(lastAt, { dateStyle: 'medium', timeStyle: 'short' });
        return html`<div class="row">
          <div>
            <span class="code">${origin}</span>
            <div class="quiet">${this.t('portals:refused_count', { count, when })}</div>
          </div>
          <wa-button size="s" appearance="outlined" @click=${() => this.#add(origin)}>
            <span aria-hidden="true">${this.t('portals:allow')}</span>
            <span class="visually-hidden">${this.t('portals:allow_named', { origin })}</span>
          </wa-button>
        </div>`;
      })}
    </section>`;
  }

  /** The newest version: after `stale` the list was read again, and saving once more is meant. */
  get #current(): Portal {
    return this.store.find(this.portal.id) ?? this.portal;
  }

  #type(index: number, value: string): void {
    this.rows = this.#shown.map((old, at) => (at === index ? value : old));
  }

  #add(origin: string): void {
    // An empty row is there to be filled.
    const rows = origin ? this.#shown.filter(Boolean) : this.#shown;
    this.rows = [...rows, origin];
  }

  #remove(index: number): void {
    this.#form.reset();
    this.rows = this.#shown.filter((_, at) => at !== index);
  }

  async #save(): Promise<Result<Portal>> {
    const origins = this.#shown.map((row) => (row.trim() ? toOrigin(row) : undefined));
    const issues: Issue[] = origins.flatMap((origin, index): Issue[] => {
      const path = [`origin-${index}`];
      if (origin === null) return [{ path, code: 'invalid' }];
      const twice = origin !== undefined && origins.indexOf(origin) < index;
      return twice ? [{ path, code: 'taken' }] : [];
    });
    if (issues.length > 0) return { ok: false, error: { code: 'validation', retry: false, issues } };
    return this.store.update(this.#current, {
      origins: origins.filter((origin) => typeof origin === 'string'),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal-origins': SupportPortalOrigins;
  }
}
