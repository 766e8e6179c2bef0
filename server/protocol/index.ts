import accounts from './accounts.ts';
import availability from './availability.ts';
import blocks from './blocks.ts';
import companies from './companies.ts';
import contactMethods from './contact-methods.ts';
import contacts from './contacts.ts';
import notifications from './notifications.ts';
import plans from './plans.ts';
import portals from './portals.ts';
import reports from './reports.ts';
import requests from './requests.ts';
import settings from './settings.ts';
import signIn from './sign-in.ts';
import technicians from './technicians.ts';
import threads from './threads.ts';
import visitors from './visitors.ts';
import type { z } from 'zod';

/** The protocol table: one row a feature. Everything said on either transport is in here. */
export const PROTOCOL = {
  accounts,
  availability,
  blocks,
  companies,
  'contact-methods': contactMethods,
  contacts,
  notifications,
  plans,
  portals,
  reports,
  requests,
  settings,
  'sign-in': signIn,
  technicians,
  threads,
  visitors,
};

type Features = typeof PROTOCOL;
type Union<T> = (T extends unknown ? (value: T) => void : never) extends (value: infer I) => void ? I : never;

/** Every command by name. */
export type Commands = Union<Features[keyof Features]['commands']>;
/** Every event by name. */
export type Events = Union<Features[keyof Features]['events']>;

export type CommandName = keyof Commands & string;
export type EventName = keyof Events & string;
export type CommandInput<N extends CommandName> = z.output<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>;
export type EventPayload<N extends EventName> = z.output<Events[N]['payload']>;

/** Commands that carry a command id. */
export type OnceName = {
  [N in CommandName]: Commands[N] extends { changes: 'once' } ? N : never;
}[CommandName];

export const COMMANDS = Object.assign(
  {},
  ...Object.values(PROTOCOL).map((feature) => feature.commands),
) as Commands;
export const EVENTS = Object.assign(
  {},
  ...Object.values(PROTOCOL).map((feature) => feature.events),
) as Events;
