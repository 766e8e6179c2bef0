import { systemClock, type Clock } from '../../core/clock.ts';
import type { Box } from '../../core/storage.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';
import { Draft } from './draft.ts';
import { Marks, type MarkState, type Side } from './marks.ts';
import { Outbox, type Outgoing } from './outbox.ts';
import type { Entry } from './thread-log.ts';
import { ThreadReader, type Reading } from './thread-reader.ts';
import { Typing, type Typist } from './typing.ts';

/** The kind of author that is oneself. */
export const AUTHOR = { customer: 'visitor', technician: 'technician' } as const satisfies Record<
  Side,
  string
>;

export interface ThreadState {
  readonly phase: Reading['phase'];
  readonly entries: readonly Entry[];
  /** There are earlier entries than the first one here. */
  readonly earlier: boolean;
  /** Own messages that are not among the entries yet, in the order written. */
  readonly outgoing: readonly Outgoing[];
  readonly marks: MarkState;
  readonly typing: Typist | null;
}

export interface ThreadOptions {
  transport: Transport;
  threadId: string;
  /** Whose eyes these are. */
  side: Side;
  /** Where unsent messages and the draft are kept. */
  storage: { lasting: Box; tab: Box };
  clock?: Clock;
}

/**
 * One thread as one side sees it, kept in step with the server. The server gives entries gapless numbers; this
 * store shows them in that order, each once, and fetches what it missed. What one writes appears at once and stays
 * until it is part of the thread or its author takes it out. `start` and `stop` are the life of a connection to it.
 */
export class ThreadStore implements Readable<ThreadState> {
  readonly side: Side;
  readonly #options: ThreadOptions;
  readonly #draft: Draft;
  readonly #reader: ThreadReader;
  readonly #outbox: Outbox;
  readonly #marks: Marks;
  readonly #typing: Typing;
  readonly #state: Store<ThreadState>;
  /** Up to here, entries were matched with what was on its way. */
  #settled = 0;
  #stops: (() => void)[] = [];

  constructor(options: ThreadOptions) {
    const { transport, threadId, side, storage, clock = systemClock } = options;
    this.#options = options;
    this.side = side;
    this.#draft = new Draft(storage.tab, threadId);
    this.#reader = new ThreadReader(transport, threadId, (mark) => this.#marks.hear(mark));
    const onSent = (entry: Entry): void => this.#stored(entry);
    this.#outbox = new Outbox({ transport, threadId, storage: storage.lasting, clock, onSent });
    this.#marks = new Marks(transport, threadId, side, clock);
    this.#typing = new Typing(transport, threadId, clock);
    this.#state = new Store<ThreadState>({
      phase: { kind: 'loading' },
      entries: [],
      earlier: false,
      outgoing: this.#outbox.get(),
      marks: this.#marks.get(),
      typing: null,
    });
    this.#reader.subscribe((reading) => this.#show(reading));
    this.#outbox.subscribe((outgoing) => this.#state.patch({ outgoing }));
    this.#marks.subscribe((marks) => this.#state.patch({ marks }));
    this.#typing.subscribe((typing) => this.#state.patch({ typing }));
  }

  get(): ThreadState {
    return this.#state.get();
  }

  subscribe(listener: (state: ThreadState) => void): () => void {
    return this.#state.subscribe(listener);
  }

  get threadId(): string {
    return this.#options.threadId;
  }

  start(): void {
    if (this.#stops.length > 0) return;
    const { transport } = this.#options;
    const mine = <P extends { threadId: string }>(hear: (payload: P) => void) => {
      return (payload: P): void => void (payload.threadId === this.threadId && hear(payload));
    };
    this.#stops = [
      transport.on(
        'thread:appended',
        mine(({ entry }) => this.#reader.receive(entry)),
      ),
      transport.on(
        'thread:marked',
        mine(({ mark }) => this.#marks.hear(mark)),
      ),
      transport.on(
        'thread:typing',
        mine((payload) => this.#typing.hear(payload)),
      ),
      transport.connection.subscribe((now) => void (now === 'connected' && this.#reader.join())),
    ];
    this.#outbox.start();
    this.#reader.start();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#reader.stop();
    this.#outbox.stop();
    this.#marks.stop();
    this.#typing.clear();
  }

  /** Whether this side takes part, or only looks on: then nobody hears what it has read and writes. */
  set partaking(partaking: boolean) {
    this.#marks.silent = this.#typing.silent = !partaking;
    if (partaking) this.#marks.reach({});
  }

  send(text: string): void {
    this.#typing.say(false);
    this.#draft.text = '';
    this.#outbox.add(text);
  }

  /** Takes a message out that was refused for good. */
  discard(commandId: string): void {
    this.#outbox.remove(commandId);
  }

  /** The person is looking at the end of the thread. */
  seen(): void {
    const { last } = this.#reader.get().log;
    if (last > 0) this.#marks.reach({ read: last });
  }

  /** Reads one page back. */
  earlier(): Promise<void> {
    return this.#reader.earlier();
  }

  /** What is being written; survives a reload of the page. */
  get draft(): string {
    return this.#draft.text;
  }

  /** The browser refuses to keep what is written: it would be lost with the page. */
  get forgetful(): boolean {
    const { lasting, tab } = this.#options.storage;
    return lasting.forgetful || tab.forgetful;
  }

  /** Keeps the draft and says that somebody is typing. */
  write(text: string): void {
    this.#draft.text = text;
    this.#typing.say(text !== '');
  }

  #show({ phase, log }: Reading): void {
    const { entries } = log;
    this.#state.patch({ phase, entries, earlier: (entries[0]?.sequence ?? 1) > 1 });
    if (log.last > 0) this.#marks.reach({ delivered: log.last });
    for (const entry of entries) if (entry.sequence > this.#settled) this.#settle(entry);
    this.#settled = log.last;
  }

  /** The server has an own message: new, or since before the last reload. */
  #stored(entry: Entry): void {
    this.#reader.receive(entry);
    if (entry.sequence <= this.#reader.get().log.last) this.#settle(entry);
  }

  /** An entry that is in the thread is no longer on its way, and its author no longer typing. */
  #settle(entry: Entry): void {
    if (entry.commandId) this.#outbox.remove(entry.commandId);
    if (entry.kind === 'message' && entry.author.kind !== AUTHOR[this.side]) this.#typing.clear();
  }
}
