import type { z } from 'zod';
import type { ErrorCode } from './errors.ts';
import type { FeatureFlag } from './feature-flags.ts';
import type { Permission } from './permissions.ts';

/** Rooms a socket can be in. A room is joined by reading what it is about, so one permission guards both. */
export type RoomKind = 'portal' | 'thread' | 'technician' | 'visitor';

/** How often one actor (or address, before sign-in) may call: a bucket of `burst`, refilled over `seconds`. */
export interface Limit {
  burst: number;
  seconds: number;
  /** Counted per session, or per network address. */
  by: 'actor' | 'address';
}

/** One row of the protocol table: all there is to say about a command. */
export interface CommandSpec {
  /** One sentence for the reference. */
  summary: string;
  /** Default: `POST /api/commands/<name>`. A GET takes its input from path and query. */
  http?: { method: 'GET' | 'POST'; path: string };
  input: z.ZodObject;
  output: z.ZodType;
  /** Errors of its own, beside those every command can give. */
  errors?: readonly ErrorCode[];
  permission: Permission;
  /** What its queries are narrowed by. `none` only for commands that read nothing of an account. */
  scope: 'none' | 'portal' | 'own' | 'company' | 'account';
  /**
   * Absent: it only reads. `once`: carries a `commandId`, any number of tries gives one effect (contract R1).
   * `freely`: a repeat does no harm, and the summary says why.
   */
  changes?: 'once' | 'freely';
  /** Written to the audit log, in the same transaction (contract S15). */
  audited?: boolean;
  /** The answer holds a secret: what is kept for repeats is encrypted. */
  secret?: boolean;
  /** Over a socket, reading it also joins this room: later changes are pushed. */
  subscribes?: RoomKind;
  limit?: Limit;
  /** Default: both. */
  offered?: readonly ('rest' | 'socket')[];
  /** The section it belongs to: refused as `section_locked` where that is not open to the caller's account. */
  section?: FeatureFlag;
  /** Needs a fresh second factor. */
  stepUp?: boolean;
}

/** One row of the table of pushes. */
export interface EventSpec {
  summary: string;
  payload: z.ZodObject;
  /** Who hears it. */
  room: RoomKind;
}

export interface FeatureProtocol {
  commands: Record<string, CommandSpec>;
  events: Record<string, EventSpec>;
}

/** Declares a feature's part of the protocol, keeping the exact types of every row. */
export const define = <const P extends FeatureProtocol>(protocol: P): P => protocol;
