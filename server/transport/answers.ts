import { AppError } from '#protocol/errors';
import type { CommandSpec } from '#protocol/define';
import { keyOf } from '../features/actor.ts';
import type { Actor } from '../features/feature.ts';
import { prepared, type Db } from '../platform/database/index.ts';
import type { Secrets } from '../platform/secrets.ts';

/** What one try of a command is known by (contract R1). */
export interface AnswerKey {
  actor: string;
  command: string;
  command_id: string;
  /** Keyed: the input may hold a password, and a plain hash of it would be quick to guess at. */
  input_hash: string;
}

export const answerKey = (
  secrets: Secrets,
  actor: Actor,
  command: string,
  input: Record<string, unknown>,
): AnswerKey => ({
  actor: keyOf(actor),
  command,
  command_id: String(input.commandId),
  input_hash: secrets.hash(JSON.stringify(input)),
});

const answerOf = prepared((db, key: AnswerKey) =>
  db
    .selectFrom('commands')
    .select(['input_hash', 'result'])
    .where('actor', '=', key.actor)
    .where('command', '=', key.command)
    .where('command_id', '=', key.command_id),
);

const insertAnswer = prepared((tx, answer: AnswerKey & { result: string; at: number }) =>
  tx.insertInto('commands').values({
    actor: answer.actor,
    command: answer.command,
    command_id: answer.command_id,
    input_hash: answer.input_hash,
    result: answer.result,
    at: answer.at,
  }),
);

/**
 * The answer an earlier try of the same command got.
 *
 * @throws AppError `conflict` where the id was used with other input.
 */
export const earlierAnswer = async (
  db: Db,
  secrets: Secrets,
  row: CommandSpec,
  key: AnswerKey,
): Promise<{ result: unknown } | undefined> => {
  const [found] = await answerOf(db, key);
  if (!found) return undefined;
  if (found.input_hash !== key.input_hash) throw new AppError('conflict');
  return { result: JSON.parse(row.secret ? secrets.open(found.result) : found.result) };
};

/** Keeps the answer for repeats, in the transaction of the effect. */
export const keepAnswer = async (
  tx: Db,
  secrets: Secrets,
  row: CommandSpec,
  key: AnswerKey,
  result: unknown,
  now: number,
): Promise<void> => {
  const text = JSON.stringify(result);
  await insertAnswer(tx, { ...key, result: row.secret ? secrets.seal(text) : text, at: now });
};
