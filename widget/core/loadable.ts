import type { Problem } from './result.ts';

/** A value that has to be fetched first: one union instead of three booleans. */
export type Loadable<T> =
  { kind: 'loading' } | { kind: 'ready'; value: T } | { kind: 'failed'; error: Problem };

export const loading: Loadable<never> = Object.freeze({ kind: 'loading' });
export const ready = <T>(value: T): Loadable<T> => ({ kind: 'ready', value });

/** The value, once it is there. */
export const valueOf = <T>(state: Loadable<T> | undefined): T | undefined =>
  state?.kind === 'ready' ? state.value : undefined;
