/** What a server process says of itself when it is asked. */
export interface Usage {
  /** Processor time so far, in microseconds. */
  cpu: number;
  /** Bytes in use after a collection: JavaScript's heap and what hangs on it. */
  memory: number;
}

declare const gc: () => void;

const usage = (): Usage => {
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  return { cpu: user + system, memory: heapUsed + external };
};

/** Says what is ready, answers `cpu` and `memory`, and ends with its parent, after `close`. */
export const serve = (ready: object, close: () => Promise<void>): void => {
  process.on('message', (question) => {
    // Twice: what finalisers let go in the first is collected in the second.
    if (question === 'memory') for (let n = 0; n < 2; n += 1) gc();
    process.send?.(usage());
  });
  process.on('disconnect', () => void close().finally(() => process.exit(0)));
  process.send?.(ready);
};
