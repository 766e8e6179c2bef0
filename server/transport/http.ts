import express, { type ErrorRequestHandler, type Request, type Response, type Router } from 'express';
import { stringifySetCookie } from 'cookie';
import { z } from 'zod';
import { AppError, ERRORS, type Envelope } from '#protocol/errors';
import type { CommandSpec } from '#protocol/define';
import { COMMANDS } from '#protocol/index';
import { ANONYMOUS, isCustomer } from '../features/actor.ts';
import type { Actor, Customer } from '../features/feature.ts';
import type { From } from '../features/portals/index.ts';
import { newId } from '../platform/ids.ts';
import { CUSTOMERS } from '../platform/sessions.ts';
import type { Log } from '../platform/log.ts';
import type { Urls } from '../platform/urls.ts';
import { bearerToken, COOKIE, cookieToken, isFromConsole, type Authenticator } from './auth.ts';
import { toFailure, type Pipeline } from './pipeline.ts';
import type { Rates } from './rates.ts';

export interface ApiParts {
  pipeline: Pipeline;
  authenticator: Authenticator;
  urls: Urls;
  bodyBytes: number;
  rates: Rates;
  log: Log;
  /** Protocol versions this server accepts, newest first. */
  versions: readonly number[];
  mayEmbed: MayEmbed;
}

/** Whether a portal may be used from a page; a missing origin is a client that is no browser. */
export type MayEmbed = (portalId: string, origin: string | undefined, from?: From) => Promise<boolean>;

/** Guests act wherever their portal may be embedded, contacts on its own pages alone (contract S1). */
export const mayActFrom = (mayEmbed: MayEmbed, actor: Customer, origin: string | undefined) =>
  mayEmbed(actor.portalId, origin, actor.kind === 'contact' ? 'own pages' : 'listed websites');

/** Thirty days, like the session's longest life; the server decides when it really ends. */
const COOKIE_SECONDS = 30 * 24 * 3600;

export const setSessionCookie = (response: Response, token: string | null): void => {
  response.append(
    'Set-Cookie',
    stringifySetCookie({
      name: COOKIE,
      value: token ?? '',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
      path: '/',
      maxAge: token === null ? 0 : COOKIE_SECONDS,
    }),
  );
};

/** Query strings know only text; numbers and booleans are read by the schema's own types, with the first query. */
const decoderOf = (row: CommandSpec): ((values: Record<string, unknown>) => Record<string, unknown>) => {
  let types: Record<string, { type?: string }> | undefined;
  const typesOf = () =>
    (z.toJSONSchema(row.input, { unrepresentable: 'any', io: 'input' }) as { properties?: typeof types })
      .properties ?? {};
  const decode = (key: string, value: unknown): unknown => {
    const { type } = (types ??= typesOf())[key] ?? {};
    if (typeof value !== 'string') return value;
    if ((type === 'integer' || type === 'number') && /^-?\d{1,16}$/.test(value)) return Number(value);
    if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
    return value;
  };
  return (values) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, decode(key, value)]));
};

const send = (response: Response, envelope: Envelope<unknown>): void => {
  if (!envelope.ok) {
    const retryAfter = envelope.error.params?.retryAfter;
    if (typeof retryAfter === 'number') response.set('Retry-After', String(Math.ceil(retryAfter / 1000)));
    response.status(ERRORS[envelope.error.code].status);
  }
  response.json(envelope);
};

const sendError = (response: Response, error: unknown): void =>
  send(response, { ok: false, error: toFailure(error, newId()) });

/** Guests come with a bearer token to any host but the console's, technicians with the cookie to the console's. */
const actorOf = async (request: Request, { authenticator, urls, mayEmbed }: ApiParts): Promise<Actor> => {
  if (urls.classify(request.headers.host).kind !== 'console') {
    const actor = await authenticator.actorOf(CUSTOMERS, bearerToken(request.headers));
    if (!actor) throw new AppError('unauthenticated');
    if (isCustomer(actor) && !(await mayActFrom(mayEmbed, actor, request.headers.origin)))
      throw new AppError('origin_refused');
    return actor;
  }
  if (request.headers.origin !== undefined && request.headers.origin !== urls.console)
    throw new AppError('origin_refused');
  if (!isFromConsole(request.headers, urls.console)) return ANONYMOUS;
  return (await authenticator.actorOf(['technician'], cookieToken(request.headers))) ?? ANONYMOUS;
};

/** The REST side of the protocol table: one route for each row that offers it. */
export const createApi = (parts: ApiParts): Router => {
  const api = express.Router();

  api.use((request, response, next) => {
    response.set('Cache-Control', 'no-store');
    if (parts.urls.classify(request.headers.host).kind !== 'console') {
      // Bearer tokens only, no cookies: any page may ask, the portal's list of origins decides.
      response.set('Access-Control-Allow-Origin', '*');
      response.set('Access-Control-Allow-Headers', 'authorization, content-type, support-protocol');
      response.set('Access-Control-Max-Age', '7200');
      response.set('Cross-Origin-Resource-Policy', 'cross-origin');
      if (request.method === 'OPTIONS') return void response.sendStatus(204);
    }
    const retryAfter = parts.rates.call(request.ip ?? '');
    if (retryAfter > 0) return sendError(response, new AppError('rate_limited', { params: { retryAfter } }));
    const version = request.get('support-protocol');
    if (version !== undefined && !parts.versions.includes(Number(version)))
      return sendError(
        response,
        new AppError('unsupported_protocol', { params: { accepted: parts.versions } }),
      );
    next();
  });
  api.use(express.json({ limit: parts.bodyBytes, strict: true }));

  for (const [name, row] of Object.entries(COMMANDS as Record<string, CommandSpec>)) {
    if (row.offered && !row.offered.includes('rest')) continue;
    // A command's name has a colon, which Express would take for a parameter.
    const route = row.http ?? { method: 'POST', path: `/api/commands/${name.replace(':', '\\:')}` };
    const decode = decoderOf(row);
    // Whoever signs in does it at the console: from a page of any other host its readers could be made to guess.
    const isConsoleOnly = row.permission === 'anyone' && row.scope === 'none';
    const handler = async (request: Request, response: Response): Promise<void> => {
      const isConsole = parts.urls.classify(request.headers.host).kind === 'console';
      if (isConsoleOnly && !isConsole) throw new AppError('unknown_command');
      let cookie: string | null | undefined;
      const input: unknown =
        route.method === 'GET'
          ? decode({ ...(request.query as object), ...(request.params as object) })
          : (request.body as unknown);
      const envelope = await parts.pipeline.run({
        name,
        input,
        transport: 'rest',
        actor: await actorOf(request, parts),
        address: request.ip ?? '',
        origin: request.headers.origin,
        agent: request.get('user-agent'),
        // A guest keeps the token itself; only the console lives by a cookie.
        session: {
          start: (kind, token) => (cookie = kind === 'technician' ? token : undefined),
          end: () => (cookie = null),
        },
      });
      if (envelope.ok && cookie !== undefined && isConsole) setSessionCookie(response, cookie);
      send(response, envelope);
    };
    const path = route.path.replace(/^\/api/, '');
    if (route.method === 'GET') api.get(path, handler);
    else api.post(path, handler);
  }

  api.use((_request, response) => sendError(response, new AppError('unknown_command')));
  api.use(createErrorHandler(parts.log));
  return api;
};

/** What body parsing and routing throw, as codes; never a stack, whatever NODE_ENV says. */
const createErrorHandler =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    const { status } = error as { status?: number };
    if (error instanceof AppError) return sendError(response, error);
    if (status === 413) return sendError(response, new AppError('too_large'));
    if (status !== undefined && status < 500) return sendError(response, new AppError('malformed'));
    const requestId = newId();
    log.error({ err: error, requestId }, 'a request failed unexpectedly');
    send(response, { ok: false, error: toFailure(error, requestId) });
  };
