/**
 * Preloaded into a server process (`NODE_OPTIONS=--import`): ends it as `kill -9` does right before it would prepare
 * its `KILL_AT`-th statement with `KILL_WORD` in it.
 */
import { DatabaseSync } from 'node:sqlite';

const prepare = DatabaseSync.prototype.prepare;
let left = Number(process.env.KILL_AT);

DatabaseSync.prototype.prepare = function (...given: Parameters<typeof prepare>) {
  if (given[0].includes(process.env.KILL_WORD ?? '') && (left -= 1) === 0)
    process.kill(process.pid, 'SIGKILL');
  return prepare.apply(this, given);
};
