import type { EventPayload } from '#protocol/index';
import type { Clock } from '../../core/clock.ts';
import { Store, type Readable } from '../../core/store.ts';
import type { Transport } from '../../transport/transport.ts';

export type Mark = EventPayload<'thread:marked'>['mark'];
export type Side = Mark['side'];
export type MarkState = Readonly<Record<Side, Pick<Mark, 'delivered' | 'read'>>>;

/** Gathers what arrives together into one command, in milliseconds; well under what anybody notices. */
const GATHER = 250;

const NONE = { delivered: 0, read: 0 };

/** How far both sides have received and read, and telling the server how far one has oneself. Numbers only grow. */
export class Marks implements Readable<MarkState> {
  readonly #marks = new Store<MarkState>({ customer: NONE, technician: NONE });
  readonly #transport: Transport;
  readonly #threadId: string;
  readonly #side: Side;
  readonly #clock: Clock;
  /** One only looks on: how far is remembered, and told once one takes part. */
  silent = false;
  #own = NONE;
  #cancel: (() => void) | undefined;

  constructor(transport: Transport, threadId: string, side: Side, clock: Clock) {
    this.#transport = transport;
    this.#threadId = threadId;
    this.#side = side;
    this.#clock = clock;
  }

  get(): MarkState {
    return this.#marks.get();
  }

  subscribe(listener: (marks: MarkState) => void): () => void {
    return this.#marks.subscribe(listener);
  }

  hear({ side, delivered, read }: Mark): void {
    const known = this.get()[side];
    if (delivered <= known.delivered && read <= known.read) return;
    this.#marks.patch({ [side]: grow(known, { delivered, read }) });
  }

  /** Says that everything up to `sequence` is here, or read. */
  reach(part: { delivered?: number; read?: number }): void {
    this.#own = grow(this.#own, part);
    this.#cancel ??= this.#clock.after(GATHER, () => this.#tell());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #tell(): void {
    this.#cancel = undefined;
    if (this.silent) return;
    const known = this.get()[this.#side];
    const { delivered, read } = grow(known, this.#own);
    if (delivered === known.delivered && read === known.read) return;
    // A lost one is made up for by the next: reconnecting reaches again.
    const mark = { threadId: this.#threadId, delivered, read };
    void this.#transport.call('thread:mark', mark, { patience: 0 }).then((result) => {
      if (result.ok) this.hear({ side: this.#side, delivered, read });
    });
  }
}

const grow = (known: typeof NONE, part: Partial<typeof NONE>): typeof NONE => {
  const read = Math.max(known.read, part.read ?? 0);
  return { read, delivered: Math.max(known.delivered, part.delivered ?? 0, read) };
};
