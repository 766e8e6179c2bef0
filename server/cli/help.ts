import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../platform/root.ts';
import { usage, type Command } from './command.ts';

/** `help`: every command with its arguments; for a program, as data. */
export const help = (commands: () => readonly Command[]): Command => ({
  name: 'help',
  summary: 'Say what there is.',
  run: async () => {
    const data = commands().map((command) => ({ usage: usage(command), summary: command.summary }));
    const width = Math.max(...data.map((command) => command.usage.length));
    return {
      lines: [
        'Run with the environment of the server. It may be running meanwhile.',
        '',
        ...data.map((command) => `  ${command.usage.padEnd(width)}  ${command.summary}`),
        '',
        '--json prints every answer as JSON. --demo works on the demo’s data.',
      ],
      data,
    };
  },
});

/** `version` of the program and of the runtime under it. */
export const version: Command = {
  name: 'version',
  summary: 'Say which version this is.',
  run: async () => {
    const { name, version: own } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    const data = { name, version: own, node: process.versions.node };
    return { lines: [`${name} ${own}, Node ${data.node}`], data };
  },
};
