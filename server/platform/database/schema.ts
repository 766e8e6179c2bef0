import type { Kysely } from 'kysely';
import type { MachinerySchema } from './schema.machinery.ts';
import type { RequestsSchema } from './schema.requests.ts';

/** 0 or 1: SQLite has no booleans. */
export type Flag = 0 | 1;
/** JSON as text, validated by zod where it is read. */
export type Json = string;

/**
 * The tables. Ids are UUIDv7, times UTC milliseconds. Every row carries its `account`; records that a client's own IT
 * may later keep to itself carry `owner` too (an account or company id). Deletions are rare, within an account.
 */
export interface Schema extends MachinerySchema, RequestsSchema {
  accounts: {
    id: string;
    name: string;
    created_at: number;
    disabled_at: number | null;
    last_request_number: number;
    /** Counts up with every change of a request: the version of every list of them. */
    queue_version: number;
  };
  hosts: {
    /** The label before the base domain. Unique over all accounts, and never given to another (G5). */
    name: string;
    account: string;
    portal_id: string;
    /** 0: an earlier name, which redirects. */
    current: Flag;
    created_at: number;
  };
  companies: {
    id: string;
    account: string;
    owner: string;
    parent_id: string | null;
    name: string;
    own: Flag;
    created_at: number;
    version: number;
  };
  technicians: {
    id: string;
    account: string;
    name: string;
    email: string;
    /** Compared in lower case. */
    email_key: string;
    password_hash: string | null;
    role: string;
    access: string;
    language: string | null;
    available: Flag;
    /** Asked whether they are still there: since when they have done nothing. Null: not asked, or answered (G23). */
    idle_since: number | null;
    /** They are asked because business hours are over. */
    hours_over: Flag;
    /** Counts up over the account: the highest was last assigned a request by itself; 0: never (G24). */
    last_turn: number;
    sound: Flag;
    /** When their last console was seen; kept up to date only while none is connected. Null: never (G23). */
    seen_at: number | null;
    disabled_at: number | null;
    /** Has an authenticator app or a passkey. */
    second_factor: Flag;
    /** The account asks for a second factor they do not have: may do nothing but set one up. */
    narrowed: Flag;
    created_at: number;
    /** Counts up with what an admin edits. */
    version: number;
    /** Counts up with anything the technician's own console shows. */
    view_version: number;
  };
  /** Whose consoles a server process holds, and until when that is true without another word of it (contract R10). */
  connections: { server: string; technician_id: string; account: string; lease_until: number };
  /** How a technician is told of requests beside the console (G14, G15). */
  contact_methods: {
    id: string;
    account: string;
    technician_id: string;
    kind: string;
    /** As its owner knows it: a mail address, a number, a URL, the name of a browser. */
    address: string;
    /** What makes two the same. */
    address_key: string;
    /** Sealed: what a webhook is signed with, or where and how a browser gets pushes. */
    secret: string | null;
    /** Ticked in the Status menu. */
    chosen: Flag;
    /** Null: the code sent to it was not given yet, and nothing else is sent. */
    verified_at: number | null;
    created_at: number;
  };
  authenticator_apps: {
    technician_id: string;
    account: string;
    /** Sealed; null until a first code confirmed it. */
    secret: string | null;
    /** One that was shown and not confirmed yet. */
    pending_secret: string | null;
    /** The time step of the last code used: it and earlier ones are refused. */
    last_step: number;
    confirmed_at: number | null;
  };
  passkeys: {
    id: string;
    account: string;
    technician_id: string;
    credential_id: string;
    /** COSE key, base64url. */
    public_key: string;
    counter: number;
    transports: Json;
    name: string;
    created_at: number;
    last_used_at: number | null;
  };
  recovery_codes: { technician_id: string; account: string; code_hash: string; used_at: number | null };
  technician_companies: { technician_id: string; company_id: string; account: string };
  links: {
    id: string;
    account: string | null;
    purpose: string;
    token_hash: string;
    technician_id: string | null;
    created_at: number;
    expires_at: number;
    used_at: number | null;
    /** What a passkey has to sign. */
    challenge: string | null;
    /** Of a customer's session that goes on in another window. */
    session_id: string | null;
  };
  sessions: {
    id: string;
    account: string;
    kind: string;
    subject_id: string;
    token_hash: string;
    /** The token before the last rotation, good for a moment, for calls already under way. */
    previous_hash: string | null;
    rotated_at: number;
    created_at: number;
    last_used_at: number;
    ended_at: number | null;
    /** Where it was started from, for its owner to recognise; null for guests. */
    address: string | null;
    agent: string | null;
    /** The identity key that vouched for a contact. */
    key_id: string | null;
    /** The session it goes on from in another window, and ends with. */
    root_id: string | null;
  };
  portals: {
    id: string;
    account: string;
    owner: string;
    company_id: string;
    status: string;
    /** Open, and a technician with access is Available; kept current in the transaction that changes it. */
    live: Flag;
    /** Within business hours, and when they begin or end next; null where there are none (G24). */
    open: Flag;
    hours_change_at: number | null;
    origins: Json;
    created_at: number;
    /** Counts up with what an admin edits. */
    version: number;
    /** Counts up with anything a visitor sees. */
    view_version: number;
  };
  refused_origins: { portal_id: string; origin: string; account: string; count: number; last_at: number };
  visitors: { id: string; account: string; portal_id: string; created_at: number };
  /** People of a client whose website says who they are; each of their requests has the contact for its visitor. */
  contacts: {
    id: string;
    account: string;
    owner: string;
    company_id: string;
    /** What the client knows them by; never compared with anything but itself. */
    external_id: string;
    name: string;
    email: string | null;
    permission_set: string;
    created_at: number;
    changed_at: number;
  };
  /** What a client's website signs identity tokens with. */
  identity_keys: {
    id: string;
    account: string;
    portal_id: string;
    name: string;
    algorithm: string;
    /** Sealed: the secret, or the public key as PEM. */
    material: string;
    created_at: number;
    last_used_at: number | null;
  };
  /** Identity tokens that were used and have not expired: each works once. */
  identity_tokens: { key_id: string; token_hash: string; account: string; expires_at: number };
  settings: {
    account: string;
    /** Empty for the account's own value, else the company. */
    company_id: string;
    key: string;
    value: Json;
    version: number;
    changed_at: number;
  };
  /** Named sets of feature flags, made by the operator (T9). */
  plans: { name: string; flags: Json; changed_at: number };
  /** The plan an account is on, if any. */
  account_plans: {
    account: string;
    plan: string | null;
    /** Counts up with anything the account's admins are shown of it. */
    version: number;
  };
  /** The operator's word on one flag of one account; it goes before the plan's. */
  account_flags: { account: string; flag: string; allowed: Flag };
  /** Locked sections an admin asked the operator for. */
  flag_asks: { account: string; flag: string; technician_id: string; asked_at: number };
  /** Facts of the deployment as a whole, by name. */
  deployment: { key: string; value: string };
}

/** What store functions get: the read-only connection, or the transaction inside `write`. */
export type Db = Kysely<Schema>;
