import type { Issue, IssueCode } from '#protocol/errors';
import { MESSAGE_MAX } from '#protocol/version';
import type { RequestForm } from './form-draft.ts';

/** The server's limits, so that a refusal is seen before the way there. The server decides all the same. */
export const LIMITS = { name: 120, email: 254, phone: 40, text: MESSAGE_MAX } as const;

/** Enough to catch a slip; only the server and a mail that arrives know more. */
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/** As the server has it: any way to write a number. */
const PHONE = /^\+?[\d\s()./-]{5,}$/;

/** Fields that may be left empty. */
const OPTIONAL: ReadonlySet<keyof RequestForm> = new Set(['phone']);

export type FormIssues = Partial<Record<keyof RequestForm, IssueCode>>;

export const FIELD_NAMES = ['name', 'email', 'phone', 'text'] as const;

/** What is to be put right in these fields before sending, for each its first reason. */
export function checkForm(
  form: RequestForm,
  fields: readonly (keyof RequestForm)[],
  emailRequired: boolean,
): FormIssues {
  const issues: FormIssues = {};
  for (const field of fields) {
    const value = form[field].trim();
    if (value === '') {
      if (!OPTIONAL.has(field) && (field !== 'email' || emailRequired)) issues[field] = 'required';
    } else if (form[field].length > LIMITS[field]) issues[field] = 'too_long';
    else if (field === 'email' && !EMAIL.test(value)) issues[field] = 'invalid';
    else if (field === 'phone' && !PHONE.test(value)) issues[field] = 'invalid';
  }
  return issues;
}

/** The server's issues, by field. */
export const issuesByField = (issues: readonly Issue[] = []): FormIssues =>
  Object.fromEntries(issues.toReversed().map(({ path, code }) => [path[0], code]));
