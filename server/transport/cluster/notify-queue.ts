import { setTimeout as sleep } from 'node:timers/promises';

/** Notifications kept while PostgreSQL cannot be reached, and told at once afterwards: some seconds of a busy day. */
const KEPT = 20_000;
/** Told in one statement: some hundred kilobytes. */
const BATCH = 500;
/** Between tries, in milliseconds. */
const PAUSE = 500;
/** Tries of one statement, over ten seconds, before it is given up: whatever is wrong with it, it holds nothing up. */
const TRIES = 20;
/** The same when the server stops. */
const LAST_TRIES = 3;

type Query = (text: string, values: unknown[]) => Promise<unknown>;

/**
 * Notifications to other processes, in the order given. Those of one turn of the event loop, and all that come while
 * a statement is under way, share the next one: a transaction that notifies waits for every other that does, over
 * the whole cluster. A statement that fails is sent again, for a while; hearing something twice harms nobody, for entries have
 * numbers and views have versions.
 */
export class NotifyQueue {
  readonly #query: Query;
  readonly #failed: (error: unknown) => void;
  readonly #lost: () => void;
  readonly #pause: () => Promise<unknown>;
  #waiting: [channel: string, payload: string][] = [];
  #sending: Promise<void> | null = null;
  #dropped = false;
  #closing = false;

  /** `failed`: a try did not succeed. `lost`: it works again, and some were dropped meanwhile. */
  constructor(
    query: Query,
    failed: (error: unknown) => void,
    lost: () => void,
    pause: () => Promise<unknown> = () => sleep(PAUSE),
  ) {
    this.#pause = pause;
    this.#query = query;
    this.#failed = failed;
    this.#lost = lost;
  }

  /** Takes one; nobody waits for it to be told. */
  add(notification: [channel: string, payload: string]): Promise<void> {
    if (this.#waiting.length >= KEPT) {
      this.#waiting = [];
      this.#dropped = true;
    }
    this.#waiting.push(notification);
    this.#sending ??= this.#send();
    return Promise.resolve();
  }

  /** Tells what is left, where it can. */
  async close(): Promise<void> {
    this.#closing = true;
    await this.#sending;
  }

  async #send(): Promise<void> {
    await Promise.resolve();
    for (let tries = 0; this.#waiting.length > 0;) {
      const batch = this.#waiting.splice(0, BATCH);
      try {
        await this.#tell(batch);
        tries = 0;
        if (this.#dropped) {
          this.#dropped = false;
          this.#lost();
        }
      } catch (error) {
        this.#failed(error);
        tries += 1;
        if (tries >= (this.#closing ? LAST_TRIES : TRIES)) {
          this.#dropped = true;
          tries = 0;
        } else this.#waiting.unshift(...batch);
        await this.#pause();
      }
    }
    this.#sending = null;
  }

  #tell(batch: readonly [string, string][]): Promise<unknown> {
    return this.#query(
      'select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as told (channel, payload)',
      [batch.map(([channel]) => channel), batch.map(([, payload]) => payload)],
    );
  }
}
