import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Record as ClientRecord } from './compare.ts';
import type { Stage } from './stage.ts';

const json = (value: unknown): string =>
  `${JSON.stringify(value, (_key, one: unknown) => (one instanceof Map ? Object.fromEntries(one) : one), 2)}\n`;

/** Leaves everything of a failed run in a folder of its own, and answers which. */
export const keep = async (
  stage: Stage,
  records: readonly ClientRecord[],
  outcome: object,
  where = tmpdir(),
): Promise<string> => {
  await mkdir(where, { recursive: true });
  const folder = await mkdtemp(join(where, 'support-portal-chaos-failed-'));
  await cp(stage.data.folder, join(folder, 'data'), { recursive: true });
  await stage.data.dump(folder);
  await writeFile(join(folder, 'outcome.json'), json({ ...outcome, plan: stage.plan }));
  for (const [index, { log }] of stage.seats.entries())
    await writeFile(join(folder, `server-${index}.log`), log);
  for (const record of records) await writeFile(join(folder, `${record.name}.json`), json(record));
  return folder;
};
