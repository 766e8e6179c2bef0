import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { StartError } from '../start-error.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { TABLES, type Row, type TableName } from './tables.ts';
import type { RowSource, Summary } from './transfer.ts';

/** First line, then one for each row, then the summary: JSON lines, so that any tool can read and filter them. */
const FORMAT = 'support-portal-export';
const SCHEMA = Object.keys(MIGRATIONS).join(' ');

type Line =
  { format: string; schema: string } | { table: TableName; row: Row } | { end: true; summary: Summary };

/**
 * Writes every row of a source into a new file only its owner may read; what fails leaves no file.
 *
 * @throws StartError 73: the file is there already, or cannot be written.
 */
export const writeExport = async (file: string, source: RowSource): Promise<Summary> => {
  const stream = createWriteStream(file, { flags: 'wx', mode: 0o600 });
  const failed = once(stream, 'error').then(([cause]) => {
    throw new StartError(`${file} cannot be written: ${(cause as Error).message}.`, 73, { cause });
  });
  const put = async (line: Line): Promise<void> => {
    if (!stream.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(stream, 'drain'), failed]);
  };
  const run = async (): Promise<Summary> => {
    await once(stream, 'open');
    await put({ format: FORMAT, schema: SCHEMA });
    const summary = await source((table, row) => put({ table, row }));
    await put({ end: true, summary });
    stream.end();
    await once(stream, 'finish');
    return summary;
  };
  try {
    return await Promise.race([run(), failed]);
  } catch (error) {
    stream.destroy();
    if ((error as { cause?: NodeJS.ErrnoException }).cause?.code !== 'EEXIST')
      await rm(file, { force: true });
    throw error;
  }
};

const notAnExport = (file: string, why: string): StartError =>
  new StartError(`${file} is no whole export: ${why}.`, 65);

/**
 * The rows of such a file; they are checked against its summary by whoever takes them in.
 *
 * @throws StartError 66: cannot be read; 65: no export, of another version, or cut off.
 */
export const rowsFromExport =
  (file: string): RowSource =>
  async (each) => {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
    let number = 0;
    try {
      for await (const text of lines) {
        number += 1;
        const line = JSON.parse(text) as Line;
        if (number === 1) expectHeader(file, line);
        else if ('end' in line) return line.summary;
        else if ('table' in line && Object.hasOwn(TABLES, line.table)) await each(line.table, line.row);
        else throw notAnExport(file, `line ${number} is of no table`);
      }
    } catch (error) {
      if (error instanceof SyntaxError) throw notAnExport(file, `line ${number} is not JSON`);
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')
        throw new StartError(`${file} cannot be read: ${(error as Error).message}.`, 66, { cause: error });
      throw error;
    }
    throw notAnExport(file, 'its end is missing');
  };

const expectHeader = (file: string, line: Line): void => {
  if (!('format' in line) || line.format !== FORMAT) throw notAnExport(file, 'its first line is another');
  if (line.schema !== SCHEMA)
    throw new StartError(`${file} was written by another version: import it with that one.`, 65);
};
