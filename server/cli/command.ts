import type { ParseArgsOptionsConfig } from 'node:util';
import type { Config } from '../config.ts';
import type { Deps } from '../features/feature.ts';

/** What a command of the operator's works with. Nothing is read or opened before it is asked for. */
export interface Tools {
  /** @throws StartError as `readConfig`. */
  config(): Config;
  /**
   * The database, beside a server that may be running; closed when the command has ended.
   *
   * @throws StartError 66: there is none yet, unless `create`.
   */
  open(options?: { create?: boolean }): Promise<Deps>;
}

export interface Given {
  /** By position, as `args` names them. */
  args: string[];
  options: Record<string, unknown>;
}

export interface Answer {
  /** For a person. */
  lines: string[];
  /** The same for a program: what `--json` prints. */
  data: unknown;
  /** 0 unless there is something to mend. */
  exitCode?: number;
}

export interface Command {
  /** One or two words. */
  name: string;
  /** Its arguments in order: `account`, `email?` where it may be left out, `flags*` for any number. */
  args?: readonly string[];
  /** One sentence for `help`. */
  summary: string;
  options?: ParseArgsOptionsConfig;
  /** How it is called, where arguments and options do not say it. */
  usage?: string;
  run(tools: Tools, given: Given): Promise<Answer>;
}

const shown = (arg: string): string => {
  if (arg.endsWith('?')) return `[${arg.slice(0, -1)}]`;
  return arg.endsWith('*') ? `[${arg.slice(0, -1)}…]` : `<${arg}>`;
};

/** For example `admin link <account> [email]`. */
export const usage = ({ name, args = [], options = {}, usage: own }: Command): string =>
  own ??
  [
    name,
    ...args.map(shown),
    ...Object.entries(options).map(([key, { type }]) => `[--${key}${type === 'string' ? ' …' : ''}]`),
  ].join(' ');

/** Whether so many arguments are right. */
export const fits = ({ args = [] }: Command, count: number): boolean => {
  const needed = args.filter((arg) => !/[?*]$/.test(arg)).length;
  return count >= needed && (args.some((arg) => arg.endsWith('*')) || count <= args.length);
};

/** The command the words begin with: two words before one. */
export const findCommand = (commands: readonly Command[], words: readonly string[]): Command | undefined =>
  [words.slice(0, 2).join(' '), words[0]]
    .map((name) => commands.find((command) => command.name === name))
    .find((command) => command !== undefined);

/** Rows as aligned columns under their names. */
export const table = (rows: readonly Record<string, unknown>[], none: string): string[] => {
  if (rows.length === 0) return [none];
  const columns = Object.keys(rows[0]!);
  const cells = [columns, ...rows.map((row) => columns.map((column) => cell(row[column])))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index]!.length)));
  return cells.map((line) => line.map((text, index) => text.padEnd(widths[index]!)).join('  ').trimEnd()); // prettier-ignore
};

const cell = (value: unknown): string => {
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : '–';
  return value === null || value === undefined || value === '' ? '–' : String(value);
};

/** A time as everybody's clock and every program can read it. */
export const when = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
