import type { Json } from './schema.ts';

/** The tables of the machinery under the features: what was done, what is told, what is to be done. */
export interface MachinerySchema {
  /** Answers already given, for repeats of the same command id (contract R1). */
  commands: {
    actor: string;
    command: string;
    command_id: string;
    input_hash: string;
    result: string;
    at: number;
  };
  /** Domain events that are committed and not yet published. */
  outbox: {
    id: string;
    account: string | null;
    type: string;
    event: Json;
    at: number;
    /** Who publishes it, and until when that is theirs alone; null: whoever sees it first. */
    lease: string | null;
    lease_until: number | null;
  };
  /** Work for later; see `platform/jobs`. */
  jobs: {
    id: string;
    /** Null for the server's own. */
    account: string | null;
    kind: string;
    /** What it is about; one job of a kind for a key. */
    key: string | null;
    payload: Json;
    run_at: number;
    /** Tries begun. */
    attempts: number;
    /** Which try holds it, and until when. */
    lease: string | null;
    lease_until: number | null;
    last_error: string | null;
    /** Given up: kept for the operator. */
    dead_at: number | null;
    created_at: number;
  };
  /** Codes that were sent to prove something (contract S9); see `platform/one-time-codes.ts`. */
  one_time_codes: {
    /** Whom it was sent for. */
    holder: string;
    /** The action with all it is about: a code is good for that alone. */
    purpose: string;
    account: string;
    code_hash: string;
    tries: number;
    expires_at: number;
  };
  /** How many messages each address was sent in a day, whoever caused them. */
  sent_counts: { address_hash: string; day: number; count: number };
  audit: {
    id: string;
    account: string | null;
    actor_kind: string;
    actor_id: string | null;
    command: string;
    input: Json;
    address: string | null;
    request_id: string;
    at: number;
  };
}
