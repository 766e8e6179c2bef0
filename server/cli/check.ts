import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import type { Db } from '../platform/database/index.ts';
import { appliedMigrations } from '../platform/database/migrate.ts';
import { openBeside, sqliteFile } from '../platform/database/open.ts';
import { damage, openToRead } from '../platform/database/sqlite-file.ts';
import { keyState, rememberKey } from '../platform/secret-key.ts';
import { createSecrets } from '../platform/secrets.ts';
import { StartError } from '../platform/start-error.ts';
import { table, type Command } from './command.ts';
import { finding, orphanFinding, schemaFinding, threadFinding, type Finding } from './findings.ts';

/** Less free than this, in bytes, and writing may stop soon. */
const LITTLE = 100_000_000;

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} MB`;

/** What the tables hold, whichever database they are in. */
const contents = async (db: Db): Promise<Finding[]> => {
  const schema = await schemaFinding(db);
  return schema.state === 'fault' ? [schema] : [schema, await threadFinding(db), await orphanFinding(db)];
};

/**
 * Everything about a SQLite file that can be told without its key. A file that is no database has one fault.
 */
export const inspectFile = async (file: string): Promise<Finding[]> => {
  try {
    const found = [finding('file', damage(file), 'no page is damaged')];
    const { read, close } = openToRead(file);
    try {
      return [...found, ...(await contents(read))];
    } finally {
      close();
    }
  } catch (error) {
    return [finding('file', [(error as Error).message], '')];
  }
};

/** @throws StartError 65: what was found wrong, in one line. */
export const refuseFaults = (what: string, findings: readonly Finding[]): void => {
  const faults = findings.filter(({ state }) => state === 'fault').map(({ says }) => says);
  if (faults.length > 0) throw new StartError(`${what} is not usable: ${faults.join('; ')}.`, 65);
};

const isOpen = (path: string): boolean => existsSync(path) && (statSync(path).mode & 0o077) !== 0;

/** A closed folder closes what is in it. */
const rightsFinding = (folder: string, files: readonly string[]): Finding =>
  finding(
    'rights',
    isOpen(folder) && files.some(isOpen)
      ? [`others on this machine can read the data: chmod -R go= ${folder}`]
      : [],
    'for the owner alone',
  );

const diskFinding = (file: string): Finding => {
  const { bavail, bsize } = statfsSync(dirname(file));
  const free = bavail * bsize;
  // A backup, or the growth of a busy week, wants as much again as there is.
  const wanted = Math.max(LITTLE, existsSync(file) ? statSync(file).size : 0);
  return finding('disk', free < wanted ? [`only ${megabytes(free)} are free`] : [], `${megabytes(free)} are free`); // prettier-ignore
};

const KEY_SAYS = {
  fits: 'the data was written with this SECRET_KEY',
  unknown: 'no server has started on this data yet',
  differs:
    'the data was written with another SECRET_KEY: sessions, links, authenticator apps and recovery codes do not work with this one',
} as const;

const keyFinding = async (db: Db, { secretKey }: Config): Promise<Finding[]> => {
  if (!(await appliedMigrations(db)).includes('0004-plans')) return [];
  const state = await keyState(db, createSecrets(secretKey));
  return [
    {
      what: 'key',
      state: ({ fits: 'ok', unknown: 'note', differs: 'fault' } as const)[state],
      says: KEY_SAYS[state],
    },
  ];
};

const checkFile = async (config: Config): Promise<Finding[]> => {
  const file = sqliteFile(config.dataDir);
  const found = await inspectFile(file);
  if (found.length > 1) {
    const { read, close } = openToRead(file);
    try {
      found.push(...(await keyFinding(read, config)));
    } finally {
      close();
    }
  }
  return [...found, diskFinding(file), rightsFinding(config.dataDir, [file, `${file}-wal`])];
};

const checkServer = async (config: Config): Promise<Finding[]> => {
  const database = await openBeside(config);
  try {
    return [...(await contents(database.read)), ...(await keyFinding(database.read, config))];
  } finally {
    await database.close();
  }
};

/** Looks the data over and changes nothing; a server may be running. Status 1 where there is something to mend. */
export const check: Command = {
  name: 'check',
  summary: 'Look the data over: damage, schema, holes, lost rows, disk, rights, and whether SECRET_KEY fits.',
  options: { 'new-key': { type: 'boolean' } },
  run: async (tools, { options }) => {
    if (options['new-key']) {
      const { database, secrets } = await tools.open();
      await database.write((tx) => rememberKey(tx, secrets));
    }
    const config = tools.config();
    if (config.databaseUrl === undefined && !existsSync(sqliteFile(config.dataDir)))
      throw new StartError(`There is no data in ${config.dataDir}: set DATA_DIR to the server's folder.`, 66);
    const data = await (config.databaseUrl === undefined ? checkFile(config) : checkServer(config));
    return {
      lines: table(data, ''),
      data,
      exitCode: data.some(({ state }) => state === 'fault') ? 1 : 0,
    };
  },
};
