import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { AppError, type Envelope, type ErrorCode, type Failure } from '#protocol/errors';
import { ANONYMOUS, isCustomer } from '../features/actor.ts';
import type { Actor } from '../features/feature.ts';
import type { Limits } from '../config.ts';
import { newId } from '../platform/ids.ts';
import { CUSTOMERS } from '../platform/sessions.ts';
import type { Log } from '../platform/log.ts';
import { networkOf } from '../platform/network.ts';
import type { Clock } from '../platform/clock.ts';
import type { Urls } from '../platform/urls.ts';
import { cookieToken, isFromConsole, type Authenticator } from './auth.ts';
import type { Cluster } from './cluster/cluster.ts';
import { mayActFrom, type MayEmbed } from './http.ts';
import type { Observer } from './observe.ts';
import { writeOncePerTurn } from './one-write.ts';
import { toFailure, type Pipeline } from './pipeline.ts';
import type { Rates } from './rates.ts';
import { cutOff, cutSlowConsumer } from './slow-consumers.ts';

/** What a connection is; set at the handshake and again whenever what its actor may do has changed. */
interface ConnectionData {
  actor: Actor;
  address: string;
  origin: string | undefined;
  /** Reads that joined rooms, by room and name: run again when the actor changes, to stay where one still succeeds. */
  subscriptions: Map<string, Map<string, unknown>>;
  /** When its session was last marked as used. */
  usedAt: number;
}
export type Connection = Socket<never, never, BetweenServers, ConnectionData>;
export type SocketServer = Server<
  never,
  Record<string, (payload: unknown) => void>,
  BetweenServers,
  ConnectionData
>;

/** What servers that share a database ask of each other, beside pushes. */
export interface BetweenServers {
  /** Looks again at sockets of its own; answers when it has. */
  'sockets:again': (kind: string, id: string, done: (answer: string) => void) => void;
  /** Pushes to it may have got lost. */
  'pushes:missed': () => void;
}

export interface SocketParts {
  authenticator: Authenticator;
  urls: Urls;
  clock: Clock;
  log: Log;
  limits: Limits;
  rates: Rates;
  /** Protocol versions this server accepts, newest first. */
  versions: readonly number[];
  mayEmbed: MayEmbed;
  /** The network address of a handshake, behind trusted proxies. */
  addressOf: (request: IncomingMessage) => string;
  /** The line to other server processes; absent: there are none. */
  cluster?: Cluster | undefined;
  observer?: Observer | undefined;
}

/** The connection server: transports, sizes and time limits. Commands are attached by `serveCommands`. */
export const createSocketServer = (http: HttpServer, parts: SocketParts): SocketServer => {
  writeOncePerTurn(http);
  return new Server(http, {
    serveClient: false,
    cors: { origin: '*' },
    maxHttpBufferSize: parts.limits.bodyBytes,
    connectTimeout: parts.limits.connectTimeout,
    // Half of what proxies commonly allow a silent connection; a dead one is noticed within 45 s.
    pingInterval: 25_000,
    pingTimeout: 20_000,
    perMessageDeflate: false,
    ...(parts.cluster && { adapter: parts.cluster.adapter }),
    allowRequest: (request, callback) => {
      admit(request, parts).then(
        (refusal) => callback(refusal, refusal === null),
        (error: unknown) => {
          parts.log.error({ err: error }, 'a connection could not be looked at');
          callback('internal', false);
        },
      );
    },
  });
};

/** Before any connection, for both transports: Socket.IO's own `cors` does not stop WebSockets (contract S2). */
const admit = async (request: IncomingMessage, parts: SocketParts): Promise<ErrorCode | null> => {
  if (parts.rates.penalty(parts.addressOf(request)) > 0) return 'rate_limited';
  const isConsole = parts.urls.classify(request.headers.host).kind === 'console';
  if (isConsole) return isFromConsole(request.headers, parts.urls.console) ? null : 'origin_refused';
  const portalId = new URLSearchParams(request.url?.split('?')[1]).get('portal') ?? '';
  return (await parts.mayEmbed(portalId, request.headers.origin)) ? null : 'origin_refused';
};

const refuse = (code: ErrorCode, params?: Record<string, unknown>): Error =>
  Object.assign(new Error(code), {
    data: toFailure(new AppError(code, { ...(params && { params }) }), newId()),
  });

/** Who connects: the console by its cookie, a guest by a bearer token in `auth`, or nobody in particular yet. */
const identify = async (socket: Connection, parts: SocketParts): Promise<Actor> => {
  const { headers, query, auth } = socket.handshake;
  if (!parts.versions.includes(Number(auth.protocol)))
    throw refuse('unsupported_protocol', { accepted: parts.versions });
  if (parts.urls.classify(headers.host).kind === 'console') {
    const actor = await parts.authenticator.actorOf(['technician'], cookieToken(headers));
    if (!actor || actor.kind !== 'technician') throw refuse('unauthenticated');
    return actor;
  }
  if (typeof auth.portal !== 'string' || auth.portal !== query.portal) throw refuse('unknown_portal');
  if (auth.token === undefined || auth.token === null) return ANONYMOUS;
  if (typeof auth.token !== 'string') throw refuse('unauthenticated');
  const actor = await parts.authenticator.actorOf(CUSTOMERS, auth.token);
  if (!actor || !isCustomer(actor) || actor.portalId !== auth.portal) throw refuse('unauthenticated');
  if (!(await mayActFrom(parts.mayEmbed, actor, headers.origin))) throw refuse('origin_refused');
  return actor;
};

const adopt = (socket: Connection, actor: Actor): void => {
  // What somebody else may hear is left; what everybody may is not.
  if (socket.data.actor.id !== null && socket.data.actor.id !== actor.id)
    for (const room of socket.rooms)
      if (!/^(portal|guests):/.test(room) && room !== socket.id) leave(socket, room);
  socket.data.actor = actor;
  if (actor.id !== null)
    void socket.join([`actor:${actor.id}`, `session:${actor.sessionId}`, `account:${actor.account}`]);
};

export const leave = (socket: Connection, room: string): void => {
  void socket.leave(room);
  socket.data.subscriptions.delete(room);
};

type Answer = (envelope: Envelope<unknown>) => void;

/** Open sockets by the kind of who is connected. */
export const connectionsByKind = (io: SocketServer): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { data } of io.of('/').sockets.values())
    counts[data.actor.kind] = (counts[data.actor.kind] ?? 0) + 1;
  return counts;
};

/** Runs every frame through the pipeline; no frame, however odd, throws (contract S4). */
export const serveCommands = (io: SocketServer, pipeline: Pipeline, parts: SocketParts): void => {
  const perAddress = new Map<string, number>();
  const { socketsPerAddress, waitingBytes } = parts.limits;

  io.use((socket, next) => {
    const address = parts.addressOf(socket.request);
    if ((perAddress.get(networkOf(address)) ?? 0) >= socketsPerAddress) return next(refuse('rate_limited'));
    const retryAfter = parts.rates.connection(address);
    if (retryAfter > 0) return next(refuse('rate_limited', { retryAfter }));
    identify(socket, parts).then(
      (actor) => {
        const { origin } = socket.handshake.headers;
        socket.data = { actor, address, origin, subscriptions: new Map(), usedAt: parts.clock.now() };
        next();
      },
      (error: Error) => {
        if ('data' in error) return next(error);
        const refusal = refuse('internal');
        const { requestId } = (refusal as Error & { data: Failure }).data;
        parts.log.error({ err: error, requestId }, 'a connection failed unexpectedly');
        next(refusal);
      },
    );
  });

  const call = async (socket: Connection, name: string, input: unknown): Promise<Envelope<unknown>> => {
    let token: string | undefined;
    const { actor } = socket.data;
    if (actor.id !== null) socket.data.usedAt = parts.authenticator.used(actor.sessionId, socket.data.usedAt);
    const envelope = await pipeline.run({
      name,
      input,
      transport: 'socket',
      actor: socket.data.actor,
      address: socket.data.address,
      origin: socket.data.origin,
      connection: socket.id,
      session: { start: (_kind, given) => (token = given), end: () => undefined },
      join: (kind, id) => {
        const room = `${kind}:${id}`;
        const reads = socket.data.subscriptions.get(room);
        if (reads) {
          reads.set(name, input);
          return false;
        }
        void socket.join(room);
        socket.data.subscriptions.set(room, new Map([[name, input]]));
        return true;
      },
    });
    if (envelope.ok && token !== undefined) {
      const started = await parts.authenticator.actorOf(CUSTOMERS, token);
      if (started) adopt(socket, started);
    }
    return envelope;
  };

  io.on('connection', (socket: Connection) => {
    const address = networkOf(socket.data.address);
    perAddress.set(address, (perAddress.get(address) ?? 0) + 1);
    adopt(socket, socket.data.actor);
    cutSlowConsumer(socket, waitingBytes, parts.log);
    const { portal } = socket.handshake.query;
    if (typeof portal === 'string') void socket.join(`guests:${portal}`);

    socket.onAny((name: unknown, ...rest: unknown[]) => {
      const last = rest.at(-1);
      const answer: Answer = typeof last === 'function' ? (last as Answer) : () => undefined;
      const reject = (code: ErrorCode, params?: Record<string, unknown>) =>
        answer({ ok: false, error: toFailure(new AppError(code, { ...(params && { params }) }), newId()) });
      const retryAfter = parts.rates.frame(socket.id, socket.data.address);
      if (retryAfter > 0) {
        if (!parts.rates.isFlooding(socket.id, socket.data.address))
          return reject('rate_limited', { retryAfter });
        parts.log.warn({ actorKind: socket.data.actor.kind }, 'a connection flooded and was cut');
        return cutOff(socket);
      }
      const [input] = typeof last === 'function' ? rest.slice(0, -1) : rest;
      const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
      if (typeof name !== 'string' || (input !== undefined && !isObject)) return reject('malformed');
      call(socket, name, input ?? {}).then(answer, (error: unknown) =>
        parts.log.error({ err: error }, 'an answer could not be sent'),
      );
    });
    // A frame that cannot be decoded closes its connection; without a listener it would be an uncaught error.
    socket.on('error', (error: Error) => parts.log.debug({ err: error }, 'socket error'));
    socket.on('disconnect', () => {
      const count = (perAddress.get(address) ?? 1) - 1;
      if (count > 0) perAddress.set(address, count);
      else perAddress.delete(address);
    });
  });
};
