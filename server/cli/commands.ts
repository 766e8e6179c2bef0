import { accountCommands } from './accounts.ts';
import { backup, restore } from './backup.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { deadLetterCommands } from './dead-letters.ts';
import { help, version } from './help.ts';
import { planCommands } from './plans.ts';
import { transferCommands } from './transfer.ts';

/** Every command of the operator's. */
export const COMMANDS: readonly Command[] = [
  help(() => COMMANDS),
  version,
  ...accountCommands,
  ...planCommands,
  backup,
  restore,
  check,
  ...transferCommands,
  ...deadLetterCommands,
];
