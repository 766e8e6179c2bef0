/** Numbers that look random and are the same in every run with the same seed. */
export interface Seeded {
  /** A whole number from 0 to below this. */
  below(limit: number): number;
  pick<T>(list: readonly T[]): T;
}

/** The seed of this run: `SEED=<number>` repeats another one; tests say theirs in a diagnostic. */
export const SEED = Number(process.env.SEED ?? 42);

export const seeded = (seed: number): Seeded => {
  let state = seed >>> 0;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * limit);
  };
  return { below, pick: (list) => list[below(list.length)]! };
};
