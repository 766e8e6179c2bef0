import type { CommandOutput } from '#protocol/index';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import { Latest } from '../../core/latest.ts';
import { valueOf } from '../../core/loadable.ts';
import type { Problem } from '../../core/result.ts';
import { onConnected } from '../../transport/on-connected.ts';
import type { Transport } from '../../transport/transport.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { lineStyles } from '../../ui/console-line-styles.ts';
import { renderPending } from '../../ui/console-list-state.ts';
import { renderProblem } from '../../ui/console-problem.ts';
import { baseStyles } from '../../ui/console-styles.ts';
import { isolated } from '../../ui/isolated.ts';

type Answer = CommandOutput<'block:list'>;
type Block = Answer['blocks'][number];

/** Configure > Blocked: who cannot ask for help (any more), since when, and why; each can be let in again. */
export class SupportBlocksPage extends ConsoleElement {
  static override styles = [
    baseStyles,
    lineStyles,
    css`
      .page {
        display: grid;
        gap: var(--wa-space-m);
        max-inline-size: 46rem;
        padding: var(--wa-space-l);
      }
      .intro {
        display: grid;
        gap: var(--wa-space-2xs);
      }
      @media (max-width: 40rem) {
        .page {
          padding: var(--wa-space-m);
        }
      }
    `,
  ];

  @property({ attribute: false }) transport!: Transport;

  @state() private problem: Problem | null = null;
  @state() private announced = '';

  readonly #answer = new Latest<Answer>();
  readonly #blocks = new StoreController(this, this.#answer);
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [
      onConnected(this.transport, () => void this.#load()),
      this.transport.on('block:list-changed', () => void this.#load()),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  override render(): TemplateResult {
    const blocks = valueOf(this.#blocks.value)?.blocks;
    return html`<div class="page">
      <div class="intro">
        <h1 tabindex="-1">${this.t('blocks:title')}</h1>
        <p class="quiet">${this.t('blocks:intro')}</p>
      </div>
      <div role="alert">${renderProblem(this.t, this.problem)}</div>
      <p class="visually-hidden" role="status">${this.announced}</p>
      ${renderPending(this.t, this.#blocks.value, () => void this.#load())}
      ${
        blocks && blocks.length > 0
          ? html`<ul role="list">
              ${blocks.map((block) => this.#renderBlock(block))}
            </ul>`
          : nothing
      }
      ${blocks?.length === 0 ? html`<p class="quiet">${this.t('blocks:none')}</p>` : nothing}
    </div>`;
  }

  #renderBlock(block: Block): TemplateResult {
    const { kind, company, request, by, createdAt, expiresAt } = block;
    const what = this.#nameOf(block);
    return html`<li>
      <div>
        <strong>${what}</strong> · ${this.t(`blocks:kind_${kind}`)}
        <div class="quiet">
          ${company.name} ·
          <a href="/requests/${request.id}">${this.t('notifications:request', { number: request.number })}</a>
          · ${this.t('blocks:by', { name: by, time: this.#day(createdAt) })}
          ${expiresAt === null ? nothing : html`· ${this.t('blocks:until', { time: this.#day(expiresAt) })}`}
        </div>
      </div>
      <span class="buttons">
        <wa-button size="s" appearance="outlined" @click=${() => void this.#remove(block, what)}>
          <span aria-hidden="true">${this.t('blocks:remove')}</span>
          <span class="visually-hidden">${this.t('blocks:remove_named', { name: what })}</span>
        </wa-button>
      </span>
    </li>`;
  }

  #nameOf({ kind, request }: Block): string {
    return kind === 'email' && request.email !== null ? isolated(request.email) : request.name;
  }

  #day(time: number): string {
    return this.date(time, { dateStyle: 'medium' });
  }

  async #remove({ id }: Block, name: string): Promise<void> {
    const result = await this.#answer.take(this.transport.call('block:remove', { blockId: id }));
    this.problem = result.ok ? null : result.error;
    this.announced = result.ok ? this.t('blocks:removed', { name }) : '';
    // The line is gone: whoever pressed its button stays at the list.
    await this.updateComplete;
    this.renderRoot.querySelector('h1')?.focus();
  }

  async #load(): Promise<void> {
    await this.#answer.take(this.transport.call('block:list', {}));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-blocks-page': SupportBlocksPage;
  }
}
