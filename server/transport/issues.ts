import type { z } from 'zod';
import type { Issue, IssueCode } from '#protocol/errors';

/** zod's findings in the protocol's words: every field at once, never prose. */
export const toIssues = (error: z.ZodError): Issue[] => {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  for (const found of error.issues) {
    const path = found.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
    const key = path.join('.');
    // The first reason for a field is the one to mend first.
    if (seen.has(key)) continue;
    seen.add(key);
    issues.push({ path, ...reason(found) });
  }
  return issues;
};

const reason = (found: z.core.$ZodIssue): { code: IssueCode; params?: Issue['params'] } => {
  switch (found.code) {
    case 'invalid_type':
      return { code: found.input === undefined ? 'required' : 'invalid' };
    case 'too_small':
      return found.origin === 'string' && Number(found.minimum) <= 1
        ? { code: 'required' }
        : { code: 'too_short', params: { min: Number(found.minimum) } };
    case 'too_big':
      return { code: 'too_long', params: { max: Number(found.maximum) } };
    case 'custom':
      return { code: (found.params?.issue as IssueCode | undefined) ?? 'invalid' };
    default:
      return { code: 'invalid' };
  }
};
