import type { CommandOutput } from '#protocol/index';
import { css, html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { loading, ready, type Loadable } from '../../core/loadable.ts';
import type { Problem, Result } from '../../core/result.ts';
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

  @state() private blocks: Loadable<readonly Block[]> = loading;
  @state() private problem: Problem | null = null;
  @state() private announced = '';

  #stop: () => void = () => undefined;
  #calls = 0;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop = onConnected(this.transport, () => void this.#load());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render(): TemplateResult {
    const blocks = this.blocks.kind === 'ready' ? this.blocks.value : [];
    return html`<div class="page">
      <div class="intro">
        <h1 tabindex="-1">${this.t('blocks:title')}</h1>
        <p class="quiet">${this.t('blocks:intro')}</p>
      </div>
      <div role="alert">${renderProblem(this.t, this.problem)}</div>
      <p class="visually-hidden" role="status">${this.announced}</p>
      ${renderPending(this.t, this.blocks, () => void this.#load())}
      ${
        blocks.length > 0
          ? html`<ul role="list">
              ${blocks.map((block) => this.#renderBlock(block))}
            </ul>`
          : nothing
      }
      ${
        this.blocks.kind === 'ready' && blocks.length === 0
          ? html`<p class="quiet">${this.t('blocks:none')}</p>`
          : nothing
      }
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
    const result = await this.#take(this.transport.call('block:remove', { blockId: id }));
    this.problem = result.ok ? null : result.error;
    this.announced = result.ok ? this.t('blocks:removed', { name }) : '';
    // The line is gone: whoever pressed its button stays at the list.
    await this.updateComplete;
    this.renderRoot.querySelector('h1')?.focus();
  }

  #load(): Promise<Result<Answer>> {
    return this.#take(this.transport.call('block:list', {}));
  }

  /** The answer to what was asked last counts. */
  async #take(call: Promise<Result<Answer>>): Promise<Result<Answer>> {
    const number = ++this.#calls;
    const result = await call;
    if (number !== this.#calls) return result;
    if (result.ok) this.blocks = ready(result.data.blocks);
    else if (this.blocks.kind !== 'ready') this.blocks = { kind: 'failed', error: result.error };
    return result;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'support-blocks-page': SupportBlocksPage;
  }
}
