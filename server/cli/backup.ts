import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../platform/clock.ts';
import { sqliteFile } from '../platform/database/open.ts';
import { copyDatabase } from '../platform/database/sqlite-file.ts';
import { StartError } from '../platform/start-error.ts';
import { inspectFile, refuseFaults } from './check.ts';
import type { Command } from './command.ts';

/** In a folder each backup has a name of its own, in the order they were made: `support-portal-20261122T193000Z.sqlite`. */
const fileIn = (target: string): string => {
  if (!existsSync(target) || !statSync(target).isDirectory()) return target;
  const stamp = new Date(systemClock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  return join(target, `support-portal-${stamp}.sqlite`);
};

/** Turns what the system says of a file into the operator's one line. */
const orCannot = async (what: string, run: () => Promise<void>): Promise<void> => {
  try {
    await run();
  } catch (cause) {
    if (cause instanceof StartError) throw cause;
    throw new StartError(`${what}: ${(cause as Error).message}.`, 73, { cause });
  }
};

/** Whole, as of one moment, and looked over before it gets its name. */
export const backup: Command = {
  name: 'backup',
  args: ['file-or-folder'],
  summary:
    'Copy the data while the server runs, and look the copy over. SECRET_KEY is not in it: keep that too.',
  run: async (tools, { args: [target] }) => {
    const config = tools.config();
    if (config.databaseUrl !== undefined)
      throw new StartError('The data is in PostgreSQL: back it up with pg_dump, see docs/operating.md.', 64);
    const source = sqliteFile(config.dataDir);
    if (!existsSync(source))
      throw new StartError(`There is no data in ${config.dataDir}: set DATA_DIR to the server's folder.`, 66);
    const file = fileIn(target!);
    if (existsSync(file)) throw new StartError(`${file} is there already; nothing was copied.`, 73);
    await orCannot(`The backup ${file} cannot be made`, () =>
      copyDatabase(source, file, async (copy) => refuseFaults('The copy', await inspectFile(copy))),
    );
    const bytes = statSync(file).size;
    return {
      lines: [`${file}: ${bytes} bytes, whole. SECRET_KEY is not in it: keep it somewhere else.`],
      data: { file, bytes },
    };
  },
};

/** Into a folder without data only: nothing is ever overwritten. */
export const restore: Command = {
  name: 'restore',
  args: ['backup'],
  summary: 'Make a data folder from a backup; refuses a folder that is not empty.',
  options: { data: { type: 'string' } },
  usage: 'restore <backup> --data <folder>',
  run: async (_tools, { args: [source], options }) => {
    const folder = options.data;
    if (typeof folder !== 'string' || folder === '')
      throw new StartError('Usage: restore <backup> --data <folder>', 64);
    if (!existsSync(source!)) throw new StartError(`There is no file ${source}.`, 66);
    refuseFaults(`The backup ${source}`, await inspectFile(source!));
    if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0))
      throw new StartError(`${folder} is not empty: nothing was restored. Give a new folder.`, 73);
    const file = sqliteFile(folder);
    await orCannot(`The data cannot be restored to ${folder}`, async () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
      await copyDatabase(source!, file, async (copy) => refuseFaults('The copy', await inspectFile(copy)));
    });
    return {
      lines: [
        `${file} is restored. Start the server with DATA_DIR=${folder} and the SECRET_KEY the data was written with.`,
      ],
      data: { file, bytes: statSync(file).size },
    };
  },
};
