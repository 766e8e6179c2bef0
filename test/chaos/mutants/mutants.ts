import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FaultName } from '../compare.ts';
import { directed, type Plan } from '../plan.ts';
import type { Point } from '../server/kill-points.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A text of a source file, there once, and what is loaded instead; the file on disk stays as it is. */
export interface Edit {
  file: string;
  from: string;
  to: string;
}

/** The product with one promise of delivery taken out. */
export interface Mutant {
  name: string;
  edits: Edit[];
  /** What goes wrong with it, and by this it must be found. */
  expects: FaultName;
  /** Ends at which it does. */
  points: Point[];
}

const PIPELINE = 'server/transport/pipeline.ts';
const STORED = 'if (key) await keepAnswer(tx, secrets, row, key, result, context.now);';
const PUBLISHED = '    await publisher.publish(events);\n    return answer;';
const IS_MESSAGE = "call.name === 'thread:send'";
/** A turn of the event loop: what was written is with the system. */
const TURN = 'await new Promise((resolve) => setImmediate(resolve));';

const THREAD_STORE = 'widget/features/threads/thread.store.ts';
const NO_RESUME: Edit = {
  file: THREAD_STORE,
  from: "(now) => void (now === 'connected' && this.#reader.join())",
  to: '() => undefined',
};

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'ack before commit',
    edits: [
      {
        file: PIPELINE,
        from: 'const answer = await database.write(',
        to: 'const early = Promise.withResolvers();\n    const answer = database.write(',
      },
      { file: PIPELINE, from: STORED, to: `${STORED} if (${IS_MESSAGE}) { early.resolve(result); ${TURN} }` },
      {
        file: PIPELINE,
        from: PUBLISHED,
        to: `    if (!(${IS_MESSAGE})) { const given = await answer; await publisher.publish(events); return given; }
    answer.then(() => publisher.publish(events), early.reject);
    return early.promise;`,
      },
    ],
    expects: 'lost',
    points: ['before commit', 'before commit'],
  },
  {
    name: 'push before commit',
    edits: [
      {
        file: PIPELINE,
        from: STORED,
        to: `${STORED} if (${IS_MESSAGE}) { publisher.publish(events); ${TURN} }`,
      },
      {
        file: PIPELINE,
        from: PUBLISHED,
        to: `    if (!(${IS_MESSAGE})) await publisher.publish(events);\n    return answer;`,
      },
    ],
    expects: 'wrongViews',
    points: ['before commit', 'before commit'],
  },
  {
    name: 'no idempotency key',
    edits: [
      {
        file: 'widget/features/threads/outbox.ts',
        from: '{ commandId, patience: 0, signal }',
        to: '{ patience: 0, signal }',
      },
    ],
    expects: 'duplicates',
    points: ['after commit', 'after commit'],
  },
  { name: 'no resume', edits: [NO_RESUME], expects: 'wrongViews', points: ['after commit'] },
  {
    name: 'connection state recovery alone',
    edits: [
      {
        file: 'server/transport/socket.ts',
        from: '    serveClient: false,',
        to: '    serveClient: false, connectionStateRecovery: { maxDisconnectionDuration: 120_000 },',
      },
      NO_RESUME,
      {
        file: 'widget/features/threads/thread-reader.ts',
        from: 'if (this.#heard > this.#last) void this.#catchUp();',
        to: '',
      },
    ],
    expects: 'wrongViews',
    points: ['after commit'],
  },
];

export const mutantNamed = (name: string): Mutant => {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (!mutant) throw new Error(`There are: ${MUTANTS.map((one) => one.name).join(', ')}`);
  return mutant;
};

/**
 * The source with these edits of a file.
 *
 * @throws Error where a text is not there exactly once: the mutant would be no mutant.
 */
export const apply = (source: string, edits: readonly Edit[]): string =>
  edits.reduce((text, { file, from, to }) => {
    const count = text.split(from).length - 1;
    if (count !== 1) throw new Error(`${file} has ${count} times, not once: ${from}`);
    return text.replace(from, () => to);
  }, source);

/** Tells at once whether a mutant still applies. */
export const check = ({ edits }: Mutant): void => {
  for (const file of new Set(edits.map((edit) => edit.file)))
    apply(
      readFileSync(join(ROOT, file), 'utf8'),
      edits.filter((edit) => edit.file === file),
    );
};

/** Nothing goes wrong but the ends it is found by; without any it is a mere loss of connections. */
export const planFor = ({ points }: Pick<Mutant, 'points'>, kills = true): Plan =>
  directed(kills ? points : [], kills);
