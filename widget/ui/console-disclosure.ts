import type { ReactiveController } from 'lit';
import type { ConsoleElement } from './console-element.ts';

/**
 * A button that opens a panel beside it. Escape closes the panel and gives the focus back; so does going or pressing
 * anywhere else. The host renders `[aria-expanded]` on the button itself.
 */
export class DisclosureController implements ReactiveController {
  readonly #host: ConsoleElement;
  #life: AbortController | undefined;

  constructor(host: ConsoleElement) {
    this.#host = host;
    host.addController(this);
  }

  get open(): boolean {
    return this.#life !== undefined;
  }

  hostDisconnected(): void {
    this.close();
  }

  readonly toggle = (): void => {
    if (this.open) this.close();
    else this.#open();
  };

  close(): void {
    this.#life?.abort();
    this.#life = undefined;
    this.#host.requestUpdate();
  }

  #open(): void {
    const { signal } = (this.#life = new AbortController());
    const outside = (event: Event): void => {
      if (!event.composedPath().includes(this.#host)) this.close();
    };
    document.addEventListener('pointerdown', outside, { signal });
    document.addEventListener('focusin', outside, { signal });
    this.#host.renderRoot.addEventListener(
      'keydown',
      (event) => {
        if ((event as KeyboardEvent).key !== 'Escape') return;
        this.close();
        this.#host.renderRoot.querySelector<HTMLElement>('[aria-expanded]')?.focus();
      },
      { signal },
    );
    this.#host.requestUpdate();
  }
}
