import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Readable } from '../core/store.ts';

type Source<S> = Readable<S> | (() => Readable<S> | undefined);

/**
 * Re-renders its host when the selected part of a store changes. A store that arrives as a property, later or
 * again, is given as a function: it is asked for before each update.
 *
 *     readonly #view = new StoreController(this, () => this.store, (state) => state.view);
 *     render() { return html`${this.#view.value}`; }
 */
export class StoreController<S, T = S> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: Source<S>;
  readonly #select: (state: S) => T;
  #store: Readable<S> | undefined;
  #unsubscribe: (() => void) | undefined;
  #last: T | undefined;

  constructor(
    host: ReactiveControllerHost,
    source: Source<S>,
    // Without a selection the whole state is the value.
    select: (state: S) => T = (state) => state as unknown as T,
  ) {
    this.#host = host;
    this.#source = source;
    this.#select = select;
    host.addController(this);
  }

  /** The selection; `undefined` until there is a store. */
  get value(): T | undefined {
    const store = this.#find();
    return store && this.#select(store.get());
  }

  hostConnected(): void {
    this.#follow();
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#store = undefined;
  }

  #find(): Readable<S> | undefined {
    return typeof this.#source === 'function' ? this.#source() : this.#source;
  }

  #follow(): void {
    const store = this.#find();
    if (store === this.#store) return;
    this.#unsubscribe?.();
    this.#store = store;
    this.#last = store && this.#select(store.get());
    this.#unsubscribe = store?.subscribe((state) => {
      const next = this.#select(state);
      if (Object.is(next, this.#last)) return;
      this.#last = next;
      this.#host.requestUpdate();
    });
  }
}
