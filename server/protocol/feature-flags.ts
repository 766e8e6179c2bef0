/**
 * What an operator can allow an account, beyond the support every account has (A33). Only data: a name and what it is
 * for. A plan is a named set of them, and nothing but the operator's commands knows of plans (T9).
 */
export const FEATURE_FLAGS = {
  ticketing: 'Tickets: contacts open them in the portal and follow them (A9).',
  'knowledge-base': 'Articles for contacts (A10).',
  assistant: 'The AI assistant in the portal (A11).',
  'self-service': 'Contacts restart, lock or shut down their own devices, and more (A16).',
  software: 'Contacts install packages an admin has chosen (A19).',
  projects: 'Project tasks, approvals, reports and invoices in the portal (T3 to T6).',
  'co-managed': 'A client’s own IT staff work in a help desk of their own (T7).',
  'early-access': 'New versions of the portal may be tried before everybody gets them (T8).',
} as const satisfies Record<string, string>;

export type FeatureFlag = keyof typeof FEATURE_FLAGS;

/** The flags whose section is in this version. The others can be allowed and asked for, and say so. */
export const BUILT: readonly FeatureFlag[] = [];
