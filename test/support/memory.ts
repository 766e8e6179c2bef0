import type { ServerProcess } from './server-process.ts';

/** What a process holds once all garbage is collected, in bytes. */
export interface Memory {
  /** Objects, strings and buffers, without compiled code: that grows with use, whoever uses it. */
  kept: number;
  /** Resident beyond the heap and what JavaScript answers for: sockets, zlib, the database, whatever leaks below. */
  native: number;
}

/**
 * Node's options for a server process whose memory is asked for. The heap is kept small: a large one keeps its room
 * after a collection or gives it back as it likes, and `native` would say little.
 */
export const PROBED = [
  '--max-old-space-size=64',
  '--max-semi-space-size=2',
  '--expose-gc',
  `--import=${new URL('memory-probe.ts', import.meta.url).href}`,
].join(' ');

/** Of a server process started with `PROBED`. */
export const memoryOf = async (server: ServerProcess): Promise<Memory> => {
  const asked = (server.stdout.match(/^memory /gm) ?? []).length + 1;
  server.child.kill('SIGUSR2');
  const answer = new RegExp(`^memory ${asked} (.*)\\n`, 'm');
  return JSON.parse(answer.exec(await server.prints(answer))![1]!) as Memory;
};
