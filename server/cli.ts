import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { AppError, ERRORS } from '#protocol/errors';
import { findCommand, fits, usage, type Answer } from './cli/command.ts';
import { COMMANDS } from './cli/commands.ts';
import { createTools } from './cli/tools.ts';
import { readConfig } from './config.ts';
import { StartError } from './platform/start-error.ts';

const GLOBAL = { json: { type: 'boolean' }, demo: { type: 'boolean' } } as const;

/** Runs the command the words name, with the options it has; the tools are closed whatever comes of it. */
const run = async (words: string[]): Promise<{ answer: Answer; json: boolean }> => {
  const named = words.filter((word) => !word.startsWith('-'));
  const command = findCommand(COMMANDS, named.length > 0 ? named : ['help']);
  if (!command) throw new StartError(`There is no command "${named.slice(0, 2).join(' ')}"; see "help".`, 64);
  const { positionals, values } = parse(words, { ...GLOBAL, ...command.options });
  const args = positionals.slice(command.name.split(' ').length);
  if (!fits(command, args.length)) throw new StartError(`Usage: ${usage(command)}`, 64);
  const tools = createTools(() => readConfig(process.env, values.demo ? ['--demo'] : []));
  try {
    const answer = await command.run(tools, { args, options: values });
    return { answer, json: values.json === true };
  } finally {
    await tools.close();
  }
};

const parse = (args: string[], options: ParseArgsOptionsConfig) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (cause) {
    throw new StartError((cause as Error).message.split('. ')[0]!, 64, { cause });
  }
};

/** Any failure as one line and an exit status; what is no operator's doing keeps its stack. */
const toStartError = (error: unknown): StartError => {
  if (error instanceof StartError) return error;
  // 75: a passing state, trying again can help.
  if (error instanceof AppError) return new StartError(ERRORS[error.code].meaning, 75, { cause: error });
  throw error;
};

try {
  const { answer, json } = await run(process.argv.slice(2));
  const text = json ? JSON.stringify(answer.data, null, 2) : answer.lines.join('\n');
  process.stdout.write(`${text}\n`);
  process.exitCode = answer.exitCode ?? 0;
} catch (error) {
  const { message, exitCode } = toStartError(error);
  process.stderr.write(`support-portal: ${message}\n`);
  process.exitCode = exitCode;
}
