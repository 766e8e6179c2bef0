import { accountCommands } from './accounts.ts';
import type { Command } from './command.ts';
import { help, version } from './help.ts';
import { planCommands } from './plans.ts';

/** Every command of the operator's. */
export const COMMANDS: readonly Command[] = [
  help(() => COMMANDS),
  version,
  ...accountCommands,
  ...planCommands,
];
