/**
 * Preloaded into a server process (`PROBED` of `memory.ts`): at every SIGUSR2 it collects all garbage and prints what
 * is left, so that what is kept can be told from what merely has not been thrown away yet.
 */
import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import v8 from 'node:v8';

// V8 throws code away that has not run for a while; megabytes less at any moment would hide as many kept.
v8.setFlagsFromString('--no-flush-bytecode');

let asked = 0;
process.on('SIGUSR2', async () => {
  // More than once: what a collection found to be gone is let go of in a turn after it, and was holding on to others.
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc!();
    await nextTurn();
  }
  const { heapUsed, heapTotal, external } = process.memoryUsage();
  const code = v8.getHeapCodeStatistics();
  const resident =
    Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))![1]) * 1024;
  const memory = {
    kept: heapUsed + external - code.code_and_metadata_size - code.bytecode_and_metadata_size,
    native: resident - heapTotal - external,
  };
  asked += 1;
  process.stdout.write(`memory ${asked} ${JSON.stringify(memory)}\n`);
});
