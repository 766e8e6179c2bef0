import type { z } from 'zod';
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  EventName,
  EventPayload,
  PROTOCOL,
} from '#protocol/index';
import type { ErrorCode } from '#protocol/errors';
import type { RoomKind } from '#protocol/define';
import type { Permission } from '#protocol/permissions';
import type { Limits } from '../config.ts';
import type { Attempts } from '../platform/attempts.ts';
import type { Clock } from '../platform/clock.ts';
import type { Database, Db } from '../platform/database/index.ts';
import type { JobKind } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log.ts';
import type { Messages } from '../platform/messages/index.ts';
import type { Passwords } from '../platform/passwords.ts';
import type { Pinned } from '../platform/pinned.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { SessionKind } from '../platform/sessions.ts';
import type { Urls } from '../platform/urls.ts';

/** How far a permission reaches: the account, some of its companies, or only what is one's own. */
export type Scope = { kind: 'account' } | { kind: 'companies'; ids: readonly string[] } | { kind: 'own' };

interface AnyActor {
  /** What the actor may do, and how far. Nothing that is not in here is allowed. */
  grants: ReadonlyMap<Permission, Scope>;
}
export interface Technician extends AnyActor {
  kind: 'technician';
  id: string;
  account: string;
  sessionId: string;
  name: string;
  available: boolean;
  /** Was asked whether they are still there, and has not answered. */
  reminded: boolean;
}
export interface Visitor extends AnyActor {
  kind: 'visitor';
  id: string;
  account: string;
  sessionId: string;
  portalId: string;
  companyId: string;
}
/** Whose website has said who they are, with a signed token. */
export interface Contact extends AnyActor {
  kind: 'contact';
  id: string;
  account: string;
  sessionId: string;
  portalId: string;
  companyId: string;
  name: string;
  email: string | null;
}
/** Who asks for help in a portal. */
export type Customer = Visitor | Contact;
export interface Anonymous extends AnyActor {
  kind: 'anonymous';
  id: null;
  account: null;
}
/** Who acts. Later kinds (assistant, API key, device) are more of these, not more checks. */
export type Actor = Technician | Customer | Anonymous;

/**
 * What happened, told inside the transaction to reactions and after the commit to publishers. Features add theirs
 * by declaration merging. Payloads are plain JSON: they may wait in the outbox.
 */
// eslint-disable-next-line typescript/no-empty-interface
export interface DomainEvents {}
export type DomainEventType = keyof DomainEvents & string;
export type DomainEvent = {
  [T in DomainEventType]: { type: T; account: string } & DomainEvents[T];
}[DomainEventType];
export type EventOf<T extends DomainEventType> = Extract<DomainEvent, { type: T }>;

/** The outside parts handlers work with. */
export interface Deps {
  database: Database;
  clock: Clock;
  secrets: Secrets;
  passwords: Passwords;
  attempts: Attempts;
  urls: Urls;
  messages: Messages;
  limits: Pick<Limits, 'mailsPerAddress' | 'textsPerAddress'>;
  /** Of the built widget; null where the build has none. */
  pinned: Pinned | null;
  log: Log;
  /** Every declared setting, by key. */
  settings: ReadonlyMap<string, Setting>;
}

/**
 * A setting, declared once: value, inheritance (company over account over default) and live push follow from it.
 */
export interface Setting<T = unknown> {
  key: string;
  /** What it is for, with units and limits, as the reference says it. */
  meaning: string;
  schema: z.ZodType<T>;
  fallback: T;
  levels: readonly ('account' | 'company')[];
}

/** What changes together, by a command or a job, and what it tells. */
export interface Changing {
  /** The transaction in what changes something, else the read-only connection. */
  db: Db;
  now: number;
  deps: Deps;
  /** Tells reactions (now) and publishers (after the commit). */
  emit(event: DomainEvent): void;
}

/** One command under way. It knows no request, no socket and no header. */
export interface Context extends Changing {
  actor: Actor;
  /**
   * What the log and failures know the call by; made when it is first asked for. A function, no getter: every object
   * with a getter of its own gets a hidden class of its own, which holds all it refers to until a full collection.
   */
  requestId(): string;
  /** The client's network address, behind trusted proxies. */
  address: string;
  /** What the client calls itself, for the list of sessions. */
  agent: string | undefined;
  /** The website the call comes from, as the browser says; absent for other clients. */
  origin: string | undefined;
  /** The socket it came by, for events its sender must not hear. */
  connection: string | undefined;
  /** In a call without a session: who turned out to act, for the audit log of their account. */
  actedAs(who: { account: string; id: string }): void;
  /** The transport carries it: a cookie for the console, the connection's identity for a guest's socket. */
  session: { start(kind: SessionKind, token: string): void; end(): void };
}

export interface Handler<N extends CommandName, P = unknown> {
  /** Slow or outside work before the transaction, such as hashing; may refuse. */
  prepare?: (input: CommandInput<N>, context: Omit<Context, 'emit'>) => Promise<P>;
  handle(input: CommandInput<N>, context: Context, prepared: P): Promise<CommandOutput<N>>;
  /** The id of the one thing it changes, for the few that may be written side by side (`Database.write`). */
  touches?: (input: CommandInput<N>) => string;
  /**
   * For a command whose own effect keeps its command id, and fails where that is there already: the answer an earlier
   * try got, or `null`. Asked after a failure; nothing else is kept for repeats then.
   *
   * @throws AppError `conflict` where the id was used with other input.
   */
  earlier?: (input: CommandInput<N>, context: Context) => Promise<CommandOutput<N> | null>;
}

type FeatureName = keyof typeof PROTOCOL;
type NamesOf<F extends FeatureName> = keyof (typeof PROTOCOL)[F]['commands'] & CommandName;

/** What publishers push with, after the commit. */
export interface Push {
  /** To everybody in these rooms, once each. */
  to<N extends EventName>(
    room: RoomKind,
    ids: string | readonly string[],
    event: N,
    payload: EventPayload<N>,
    except?: string,
  ): void;
  /** Reads the actor of a technician’s sockets again: what they may see has changed. Cuts those whose actor is gone. */
  refresh(technicianId: string): Promise<void>;
  /** What a room is about is no longer for everybody in it: leaves in it those who may still read it. */
  recheck(room: RoomKind, id: string): Promise<void>;
  /** Cuts the sockets of websites that may not use this portal (any more). */
  recheckOrigins(portalId: string): Promise<void>;
  /** Cuts the sockets of ended sessions (contract S7). */
  cut(sessionIds: readonly string[]): void;
  /** Cuts the sockets of everybody who acts in an account, its guests too. */
  cutAccount(account: string): void;
}

export interface PublishContext {
  db: Db;
  deps: Deps;
  push: Push;
}

/** Work for later: put down with `schedule`, in the transaction of its cause, and run when it is due. */
export interface Job<P = unknown> extends JobKind<P> {
  /** Comes again so many milliseconds after it was done, with `{}` to work on; nobody schedules it. */
  every?: number;
  /** Tries before it is given up and kept for the operator; 10 unless told otherwise. */
  tries?: number;
  /** What reaches outside, before the rows. At least once: it is done again where it, or anything after it, fails. */
  outside?(payload: P, context: { deps: Deps; now: number; signal: AbortSignal }): Promise<unknown>;
  /** What changes rows, in one transaction with the end of the job: exactly once. `outcome`: what `outside` said. */
  run?(payload: P, context: Changing, outcome: unknown): Promise<void>;
}

/** What an actor may do with a record whose thread they want to use; `null`: not there for them. */
export interface Part {
  side: 'customer' | 'technician';
  /** What the other side calls them. */
  name: string;
  /** Whether they speak for their side; somebody who only looks on reads nothing on its behalf. */
  speaks: boolean;
  /** Why nothing can be written, if so. */
  refusal: ErrorCode | null;
}
/** How threads ask the feature that owns a record. */
export type RecordPolicy = (db: Db, actor: Actor, recordId: string) => Promise<Part | null>;

/** A feature's table of contents. */
export interface Feature<F extends FeatureName> {
  name: F;
  handlers: { [N in NamesOf<F>]: Handler<N> };
  /** Inside the transaction of what happened: what else must change with it. */
  reactions?: { [T in DomainEventType]?: (event: EventOf<T>, context: Changing) => Promise<void> };
  /** Which technicians may see something else by it: their sockets are brought up to date before anybody hears. */
  actors?: { [T in DomainEventType]?: (event: EventOf<T>) => string | null };
  /** After the commit: who hears of it. */
  publishers?: {
    [T in DomainEventType]?: (event: EventOf<T>, context: PublishContext) => Promise<void> | void;
  };
  /** The threads' records this feature owns, by kind. */
  records?: Record<string, RecordPolicy>;
  settings?: readonly Setting[];
  /** What it puts off to later, or does again and again. */
  jobs?: readonly Job[];
}

export const defineFeature = <F extends FeatureName>(feature: Feature<F>): Feature<F> => feature;

/** Any feature, where only the common shape counts. */
export type AnyFeature = Omit<Feature<FeatureName>, 'handlers'> & { handlers: object };
