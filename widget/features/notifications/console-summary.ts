import type { EventPayload } from '#protocol/index';
import { html, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { Transport } from '../../transport/transport.ts';
import { barStyles } from '../../ui/console-bar-styles.ts';
import { ConsoleElement } from '../../ui/console-element.ts';
import { NavigateEvent } from '../../ui/console-navigate.ts';
import { baseStyles } from '../../ui/console-styles.ts';

type Summary = EventPayload<'notification:summary'>;

/**
 * Whoever switches to Available is told once what is there already: who waits, what was left meanwhile, and what of their
 * own is overdue (G20).
 */
export class SupportArrivalSummary extends ConsoleElement {
  static override styles = [baseStyles, barStyles];

  @property({ attribute: false }) transport!: Pick<Transport, 'on'>;

  @state() private summary: Summary | null = null;

  #stops: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stops = [
      this.transport.on('notification:summary', (summary) => (this.summary = summary)),
      // Switched off again: it is of no interest any more.
      this.transport.on('availability:changed', ({ available }) => {
        if (!available) this.summary = null;
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.#stops) stop();
  }

  override render(): TemplateResult {
    const { summary } = this;
    return html`<div class="bar ${summary ? 'shown' : ''}">
      <p role="status">${summary ? this.#words(summary) : nothing}</p>
      ${
        summary
          ? html`<div class="actions">
              <wa-button size="s" variant="brand" @click=${this.#show}
                >${this.t('notifications:summary_show')}</wa-button
              >
              <wa-button size="s" appearance="outlined" @click=${this.#close}
                >${this.t('notifications:summary_close')}</wa-button
              >
            </div>`
          : nothing
      }
    </div>`;
  }

  #words({ waiting, left, overdue }: Summary): string {
    return [
      waiting > 0 ? this.t('notifications:summary_waiting', { count: waiting }) : '',
      left > 0 ? this.t('notifications:summary_left', { count: left }) : '',
      overdue > 0 ? this.t('notifications:summary_overdue', { count: overdue }) : '',
    ]
      .filter(Boolean)
      .join(' ');
  }

  /** Who waits goes first. */
  readonly #show = (): void => {
    const { waiting = 0, left = 0 } = this.summary ?? {};
    this.#close();
    this.dispatchEvent(new NavigateEvent(waiting + left > 0 ? '/requests/new' : '/requests/mine'));
  };

  readonly #close = (): void => {
    this.summary = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'support-arrival-summary': SupportArrivalSummary;
  }
}
