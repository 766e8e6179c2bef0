import type { EventPayload } from '#protocol/index';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { StoreController } from '../../controllers/store-controller.ts';
import type { Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';
import { barStyles } from '../../ui/console-bar-styles.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { baseStyles } from '../../ui/console-styles.ts';

type Assigned = EventPayload<'notification:assigned' | 'notification:transfer' | 'notification:due'>;

/**
 * Requests the technician is told of by name: handed over, assigned, or due, each with the way there. Until it is
 * opened; and one that became theirs, while it is (G24).
 */
export class SupportAssigned extends ConsoleElement {
  static override styles = [
    baseStyles,
    barStyles,
    css`
      a {
        color: inherit;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) transport!: Pick<Transport, 'on'>;
  /** The own chats in progress. */
  @property({ attribute: false }) chats!: Readable<readonly { request: { id: string } }[]>;
  /** The page that is shown. */
  @property() path = '';

  /** Newest last. */
  @state() private told: readonly Assigned[] = [];

  readonly #chats = new StoreController(this, () => this.chats);
  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [
      this.transport.on('notification:transfer', (assigned) => this.#tell(assigned)),
      this.transport.on('notification:assigned', (assigned) => this.#tell(assigned)),
      this.transport.on('notification:due', (due) => this.#tell(due)),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('path')) this.told = this.told.filter((assigned) => pathOf(assigned) !== this.path);
  }

  override render(): TemplateResult {
    const own = this.#chats.value ?? [];
    const shown = this.told.filter(
      (one) => 'dueAt' in one || own.some(({ request }) => request.id === one.requestId),
    );
    return html`<div class="bar ${shown.length > 0 ? 'shown' : ''}">
      <div role="status">
        ${shown.map(
          (assigned) =>
            html`<p>
              ${this.#words(assigned)}
              ${'excerpt' in assigned ? html`<q dir="auto">${assigned.excerpt}</q>` : nothing}
              <a href=${pathOf(assigned)}
                >${this.t('notifications:assigned_open')}
                <span class="visually-hidden"
                  >${this.t('notifications:request', { number: assigned.number })}</span
                ></a
              >
            </p>`,
        )}
      </div>
      ${
        shown.length > 0
          ? html`<wa-button size="s" appearance="outlined" @click=${() => (this.told = [])}
              >${this.t('notifications:summary_close')}</wa-button
            >`
          : nothing
      }
    </div>`;
  }

  #words(assigned: Assigned): string {
    const { number, customer, company } = assigned;
    if ('dueAt' in assigned) return this.t('notifications:due', { number, customer, company });
    return 'from' in assigned
      ? this.t('notifications:assigned_by', { from: assigned.from, customer, company })
      : this.t('notifications:assigned', { number, customer, company });
  }

  #tell(assigned: Assigned): void {
    if (this.path === pathOf(assigned)) return;
    this.told = [...this.told.filter(({ requestId }) => requestId !== assigned.requestId), assigned];
  }
}

const pathOf = ({ requestId }: Assigned): string => `/requests/${requestId}`;

declare global {
  interface HTMLElementTagNameMap {
    'support-assigned': SupportAssigned;
  }
}
