import { accounts } from './accounts/index.ts';
import { availability } from './availability/index.ts';
import { blocks } from './blocks/index.ts';
import { companies } from './companies/index.ts';
import { contactMethods } from './contact-methods/index.ts';
import { contacts } from './contacts/index.ts';
import type { AnyFeature, Setting } from './feature.ts';
import { notifications } from './notifications/index.ts';
import { plans } from './plans/index.ts';
import { portals } from './portals/index.ts';
import { reports } from './reports/index.ts';
import { requests } from './requests/index.ts';
import { settings } from './settings/index.ts';
import { signIn } from './sign-in/index.ts';
import { technicians } from './technicians/index.ts';
import { createThreads } from './threads/index.ts';
import { visitors } from './visitors/index.ts';

/** Every feature, one row each; reactions run in this order. */
const FEATURES: readonly AnyFeature[] = [
  signIn,
  accounts,
  companies,
  technicians,
  settings,
  plans,
  portals,
  contacts,
  visitors,
  availability,
  blocks,
  requests,
  contactMethods,
  notifications,
  reports,
];

export const features: readonly AnyFeature[] = [...FEATURES, createThreads(FEATURES)];

/** Every declared setting, by key. */
export const declaredSettings: ReadonlyMap<string, Setting> = new Map(
  features.flatMap((feature) => (feature.settings ?? []).map((setting) => [setting.key, setting])),
);
