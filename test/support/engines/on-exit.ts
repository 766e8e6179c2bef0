const cleaning: (() => void)[] = [];

const clean = (): void => {
  // What was started last goes first.
  for (let step = cleaning.pop(); step; step = cleaning.pop()) step();
};

process.on('exit', clean);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1));

/** Runs when this process ends, also by a signal: what it started must not outlive it. For steps that do no harm twice. */
export const onExit = (step: () => void): void => {
  cleaning.push(step);
};
