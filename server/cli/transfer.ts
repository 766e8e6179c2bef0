import { existsSync } from 'node:fs';
import { writeExport, rowsFromExport } from '../platform/database/export-file.ts';
import { openDatabase, sqliteFile } from '../platform/database/open.ts';
import { fillFrom, rowsFrom, type Summary } from '../platform/database/transfer.ts';
import { StartError } from '../platform/start-error.ts';
import { table, type Answer, type Command } from './command.ts';

/** Table by table, with the checksum both sides agree on. */
const tell = (first: string, summary: Summary): Answer => ({
  lines: [
    first,
    ...table(
      Object.entries(summary).map(([name, { rows, sha256 }]) => ({
        table: name,
        rows,
        sha256: sha256.slice(0, 16),
      })),
      '',
    ),
  ],
  data: summary,
});

const exportRows: Command = {
  name: 'export',
  args: ['file'],
  summary: 'Write every row to a file of JSON lines, as of one moment, while the server runs.',
  run: async (tools, { args: [file] }) => {
    if (existsSync(file!)) throw new StartError(`${file} is there already; nothing was written.`, 73);
    const { database } = await tools.open();
    return tell(`${file} is written. SECRET_KEY is not in it.`, await writeExport(file!, rowsFrom(database)));
  },
};

const importRows: Command = {
  name: 'import',
  args: ['file'],
  summary: 'Fill an empty database from such a file; counts and checksums are compared, or nothing is kept.',
  run: async (tools, { args: [file] }) => {
    const { database } = await tools.open({ create: true });
    return tell(
      'Imported. Start the server with the SECRET_KEY of before.',
      await fillFrom(database, rowsFromExport(file!)),
    );
  },
};

/** The server must be stopped: what it wrote after the last row was read would stay behind. */
const move: Command = {
  name: 'move',
  summary: 'Move a stopped server’s data from SQLite in DATA_DIR to the empty PostgreSQL of DATABASE_URL.',
  run: async (tools) => {
    const config = tools.config();
    if (config.databaseUrl === undefined)
      throw new StartError('Set DATABASE_URL to the PostgreSQL the data is to be moved to.', 64);
    if (!existsSync(sqliteFile(config.dataDir)))
      throw new StartError(`There is no data in ${config.dataDir}: set DATA_DIR to the server's folder.`, 66);
    const source = await openDatabase({ ...config, databaseUrl: undefined });
    try {
      const { database } = await tools.open();
      const summary = await fillFrom(database, rowsFrom(source));
      return tell(
        'Moved. Start the server with DATABASE_URL and the same SECRET_KEY; the SQLite file was not changed.',
        summary,
      );
    } finally {
      await source.close();
    }
  },
};

export const transferCommands: readonly Command[] = [exportRows, importRows, move];
