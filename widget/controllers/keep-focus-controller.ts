import type { LitElement, ReactiveController } from 'lit';

type Next = HTMLElement & { updateComplete?: Promise<unknown> };

/**
 * Where an update takes away what had the focus, what is shown instead has it: the next Tab would else begin at the
 * start of the page, and who listens would not know where they are (W8).
 */
export class KeepFocusController implements ReactiveController {
  readonly #host: LitElement;
  readonly #next: () => Next | null;
  #held = false;

  constructor(host: LitElement, next: () => Next | null) {
    this.#host = host;
    this.#next = next;
  }

  get #isInside(): boolean {
    return Boolean(this.#host.shadowRoot?.activeElement);
  }

  hostUpdate(): void {
    this.#held = this.#isInside;
  }

  hostUpdated(): void {
    if (this.#held && !this.#isInside) void this.#move();
  }

  async #move(): Promise<void> {
    const next = this.#next();
    await next?.updateComplete;
    // Somebody may have gone elsewhere in the meantime, out of the panel too.
    if (!this.#isInside && document.activeElement === document.body) next?.focus();
  }
}
