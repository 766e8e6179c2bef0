import type { z } from 'zod';

/** An issue that only says: today's answers have a field more than the one that was recorded. */
const isAddition = (issue: z.core.$ZodIssue, value: unknown): boolean => {
  if (issue.code === 'invalid_union')
    return issue.errors.some(
      (branch) => branch.length > 0 && branch.every((one) => isAddition(one, at(value, issue.path))),
    );
  return issue.code === 'invalid_type' && at(value, issue.path) === undefined;
};
const at = (value: unknown, path: PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

/** Why a recorded answer or push is none that today's schema could give, fields added since forgiven. */
export const unfit = (schema: z.ZodType, value: unknown): string[] => {
  const parsed = schema.safeParse(value);
  return parsed.success
    ? []
    : parsed.error.issues
        .filter((issue) => !isAddition(issue, value))
        .map((issue) => `${issue.path.join('.')}: ${issue.message}`);
};

const typeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Every field of the recorded value that today's has not, or has as something else. Fields added since are no loss. */
export const lost = (recorded: unknown, today: unknown, path = ''): string[] => {
  if (typeOf(recorded) !== typeOf(today)) return [`${path}: ${typeOf(recorded)} → ${typeOf(today)}`];
  if (typeof recorded !== 'object' || recorded === null) return [];
  if (Array.isArray(recorded))
    return recorded.length > 0 ? lost(recorded[0], (today as unknown[])[0], `${path}[]`) : [];
  return Object.entries(recorded).flatMap(([key, value]) =>
    lost(value, (today as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`),
  );
};
