import type { Flag, Json } from './schema.ts';

/** The tables of what customers ask, and what is said about it. */
export interface RequestsSchema {
  requests: {
    id: string;
    account: string;
    owner: string;
    company_id: string;
    portal_id: string;
    visitor_id: string;
    thread_id: string;
    number: number;
    status: string;
    origin: string;
    technician_id: string | null;
    name: string;
    email: string | null;
    excerpt: string;
    website: string | null;
    /** What that website said beside; null: nothing. */
    context: Json | null;
    /** Name, address, number and question in lower case, for the search field. */
    search: string;
    created_at: number;
    changed_at: number;
    version: number;
    /** Since when the customer, still waiting, is offered to leave the request instead (G23). */
    offered_at: number | null;
    /** When a technician first took it. */
    taken_at: number | null;
    /** What to call back, as it was typed. Null: they do not ask for that. */
    phone: string | null;
    /** By when it is to be worked on. */
    due_at: number | null;
    /** When its customer, for whom nobody had come, left it as a message or took it back. Null: they have not. */
    gave_up_at: number | null;
    /** Who last gave it back by hand: to them it is not assigned by itself again. */
    returned_by: string | null;
    /** Marked by a technician: over, and shown apart. */
    spam: Flag;
    /** Hash of the network it was sent from; null: of an earlier version. */
    network_hash: string | null;
  };
  /** Who is not let ask in a company's portal. */
  blocks: {
    id: string;
    account: string;
    company_id: string;
    /** `customer`, `email` or `network`. */
    kind: string;
    /** A visitor's or contact's id, an address in lower case, or the hash of a network. */
    value: string;
    /** The request it began with. */
    request_id: string;
    technician_id: string;
    created_at: number;
    /** Null: until it is lifted. */
    expires_at: number | null;
  };
  threads: {
    id: string;
    account: string;
    owner: string;
    company_id: string;
    record_kind: string;
    record_id: string;
    audience: string;
    last_sequence: number;
    created_at: number;
  };
  entries: {
    thread_id: string;
    sequence: number;
    account: string;
    kind: string;
    author_kind: string;
    author_id: string | null;
    author_name: string | null;
    command_id: string | null;
    body: Json;
    at: number;
  };
  marks: { thread_id: string; side: string; account: string; delivered: number; read: number };
}
