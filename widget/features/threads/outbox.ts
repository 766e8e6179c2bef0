import { systemClock, type Clock } from '../../core/clock.ts';
import { newId } from '../../core/ids.ts';
import type { Problem } from '../../core/result.ts';
import { retry } from '../../core/retry.ts';
import type { Box } from '../../core/storage.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Entry } from './thread-log.ts';

/** A message of one's own that is not part of the thread yet. */
export interface Outgoing {
  readonly commandId: string;
  readonly text: string;
  readonly at: number;
  /** `failed` is final: the server will never take this message. */
  readonly state: { kind: 'sending' } | { kind: 'sent' } | { kind: 'failed'; code: Problem['code'] };
}

export interface OutboxOptions {
  transport: Transport;
  threadId: string;
  storage: Box;
  clock?: Clock;
  /** The server stored a message, and this is its entry. */
  onSent(entry: Entry): void;
}

/**
 * Messages on their way. Each is stored before its first try and sent after the one before it, so that neither a
 * reload nor a lost connection loses or reorders one; passing failures are retried as long as it takes.
 */
export class Outbox implements Readable<readonly Outgoing[]> {
  readonly #options: OutboxOptions;
  readonly #clock: Clock;
  readonly #messages = new Store<readonly Outgoing[]>([]);
  #running: AbortController | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#messages.set(this.#stored());
  }

  get(): readonly Outgoing[] {
    return this.#messages.get();
  }

  subscribe(listener: (messages: readonly Outgoing[]) => void): () => void {
    return this.#messages.subscribe(listener);
  }

  start(): void {
    void this.#run();
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
  }

  add(text: string): void {
    const commandId = newId();
    // Two in one millisecond must keep their order through a reload.
    const at = Math.max(this.#clock.now(), (this.get().at(-1)?.at ?? 0) + 1);
    this.#options.storage.write(this.#key(commandId), JSON.stringify({ text, at }));
    this.#messages.set([...this.get(), { commandId, text, at, state: { kind: 'sending' } }]);
    void this.#run();
  }

  /** Takes a message out: it is in the thread, or its author gave it up. */
  remove(commandId: string): void {
    this.#options.storage.remove(this.#key(commandId));
    const rest = this.get().filter((message) => message.commandId !== commandId);
    if (rest.length !== this.get().length) this.#messages.set(rest);
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    const running = (this.#running = new AbortController());
    const { transport, threadId, onSent } = this.#options;
    for (;;) {
      const next = this.get().find((message) => message.state.kind === 'sending');
      if (!next) break;
      const { commandId, text } = next;
      const { signal } = running;
      const result = await retry(
        () => transport.call('thread:send', { threadId, text }, { commandId, patience: 0, signal }),
        { patience: Infinity, signal, clock: this.#clock },
      );
      if (signal.aborted) return;
      if (result.ok) {
        this.#options.storage.remove(this.#key(commandId));
        this.#become(commandId, { kind: 'sent' });
        onSent(result.data.entry);
      } else if (!result.error.retry) {
        this.#become(commandId, { kind: 'failed', code: result.error.code });
      }
    }
    this.#running = undefined;
  }

  #become(commandId: string, state: Outgoing['state']): void {
    this.#messages.set(
      this.get().map((message) => (message.commandId === commandId ? { ...message, state } : message)),
    );
  }

  #stored(): Outgoing[] {
    const { storage } = this.#options;
    const prefix = this.#key('');
    return storage
      .keys(prefix)
      .flatMap((key) => {
        const kept = storage.readJson<Pick<Outgoing, 'text' | 'at'>>(key);
        return kept
          ? [{ ...kept, commandId: key.slice(prefix.length), state: { kind: 'sending' } as const }]
          : [];
      })
      .sort((a, b) => a.at - b.at);
  }

  #key(commandId: string): string {
    return `support-portal:unsent:${this.#options.threadId}:${commandId}`;
  }
}
