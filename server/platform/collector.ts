import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

/**
 * Where the process has one core, V8 collects young objects on the main thread alone: its helper threads would take
 * turns with it there, and everybody would wait for the slowest (20 ms instead of a few). Before anything else runs.
 */
export const suitOneCore = (): void => {
  if (availableParallelism() === 1) setFlagsFromString('--no-parallel-scavenge');
};
