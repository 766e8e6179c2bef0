/**
 * The most levels of objects and lists in one input. No row of the table has more than six; values of settings are
 * any JSON, and what reads them (schemas, hashes, the log) goes down by a call for each level: some thousands of
 * levels, which fit into a body, would end in a stack overflow.
 */
const MOST_LEVELS = 32;

/** Whether a value is nested deeper than any input may be. */
export const isTooDeep = (value: unknown, levels = MOST_LEVELS): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isTooDeep(inner, levels - 1));
};
