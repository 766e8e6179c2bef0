import { parseCookie } from 'cookie';
import type { IncomingHttpHeaders } from 'node:http';
import { ANONYMOUS } from '../features/actor.ts';
import type { Actor, Deps, Technician } from '../features/feature.ts';
import type { Db } from '../platform/database/index.ts';
import {
  findSession,
  findSessionById,
  isStale,
  touchSession,
  type Session,
  type SessionKind,
} from '../platform/sessions.ts';

/** How the features make an actor of a session's subject; `null` where it is disabled or gone. */
export type ActorLoaders = Record<SessionKind, (db: Db, session: Session) => Promise<Actor | null>>;

/** `__Host-` ties the cookie to the console's host and to a secure connection (`*.localhost` counts as one). */
export const COOKIE = '__Host-support-session';

export interface Authenticator {
  /** The actor of a token; anonymous without one, `null` where there is one that is not good (any more). */
  actorOf(kinds: readonly SessionKind[], token: string | undefined): Promise<Actor | null>;
  sessionOf(kinds: readonly SessionKind[], token: string | undefined): Promise<Session | null>;
  /** Marks a session as used where the last time is long ago; answers when it was marked last. */
  used(sessionId: string, markedAt: number): number;
  /** The same actor as it is now, or `null` where its session or subject has ended. */
  again(actor: Technician): Promise<Actor | null>;
}

export const createAuthenticator = (deps: Deps, loaders: ActorLoaders): Authenticator => {
  const used = (sessionId: string, markedAt: number): number => {
    const now = deps.clock.now();
    if (!isStale(markedAt, now)) return markedAt;
    deps.database
      .write((tx) => touchSession(tx, sessionId, now))
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a session could not be marked as used'));
    return now;
  };
  const sessionOf = async (
    kinds: readonly SessionKind[],
    token: string | undefined,
  ): Promise<Session | null> => {
    if (token === undefined) return null;
    const now = deps.clock.now();
    const session = await findSession(deps.database.read, deps.secrets, now, kinds, token);
    if (session) used(session.id, session.lastUsedAt);
    return session;
  };
  return {
    sessionOf,
    used,
    actorOf: async (kinds, token) => {
      if (token === undefined) return ANONYMOUS;
      const session = await sessionOf(kinds, token);
      return session && loaders[session.kind](deps.database.read, session);
    },
    again: async (actor) => {
      const session = await findSessionById(deps.database.read, deps.clock.now(), actor.sessionId);
      return session && loaders[session.kind](deps.database.read, session);
    },
  };
};

export const cookieToken = (headers: IncomingHttpHeaders): string | undefined =>
  parseCookie(headers.cookie ?? '')[COOKIE];

export const bearerToken = (headers: IncomingHttpHeaders): string | undefined =>
  /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];

/**
 * Whether a call that carries the console's cookie comes from the console itself. Browsers leave Origin out of
 * same-origin GETs and say so in Sec-Fetch-Site; other clients have no business with the cookie (contract S2).
 */
export const isFromConsole = (headers: IncomingHttpHeaders, consoleOrigin: string): boolean =>
  headers.origin === undefined
    ? headers['sec-fetch-site'] === 'same-origin'
    : headers.origin === consoleOrigin;
