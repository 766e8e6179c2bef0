import type { Schema } from './schema.ts';

export type TableName = keyof Schema;
export type Row = Record<string, string | number | null>;

type Keys = { [T in TableName]: readonly (keyof Schema[T] & string)[] };

/** Every table with what identifies a row of it; one that refers to another comes after it. */
export const TABLES = {
  accounts: ['id'],
  hosts: ['name'],
  companies: ['id'],
  technicians: ['id'],
  connections: ['server', 'technician_id'],
  technician_companies: ['technician_id', 'company_id'],
  authenticator_apps: ['technician_id'],
  passkeys: ['id'],
  recovery_codes: ['technician_id', 'code_hash'],
  contact_methods: ['id'],
  one_time_codes: ['holder', 'purpose'],
  links: ['id'],
  sessions: ['id'],
  portals: ['id'],
  refused_origins: ['portal_id', 'origin'],
  visitors: ['id'],
  contacts: ['id'],
  identity_keys: ['id'],
  identity_tokens: ['key_id', 'token_hash'],
  threads: ['id'],
  requests: ['id'],
  blocks: ['id'],
  entries: ['thread_id', 'sequence'],
  marks: ['thread_id', 'side'],
  settings: ['account', 'company_id', 'key'],
  plans: ['name'],
  account_plans: ['account'],
  account_flags: ['account', 'flag'],
  flag_asks: ['account', 'flag'],
  deployment: ['key'],
  sent_counts: ['address_hash', 'day'],
  commands: ['actor', 'command', 'command_id'],
  outbox: ['id'],
  jobs: ['id'],
  audit: ['id'],
} satisfies Keys;

export const TABLE_NAMES = Object.keys(TABLES) as TableName[];
