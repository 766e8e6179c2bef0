import type { Push } from '../features/feature.ts';
import type { Pipeline } from './pipeline.ts';
import { leave, type Connection, type SocketParts, type SocketServer } from './socket.ts';

/**
 * How long other servers are waited for until they have looked again, in milliseconds: one that is gone has no
 * sockets, and what ends an access must be over within a second (contract S7).
 */
const PATIENCE = 800;

/** What publishers push with. `pipeline` is given late: it needs the publisher, which needs this. */
export const createPush = (io: SocketServer, parts: SocketParts, pipeline: () => Pipeline): Push => {
  /** Stays in a room only where a read that joined it still succeeds. */
  const reread = async (socket: Connection, room: string): Promise<void> => {
    const reads = socket.data.subscriptions.get(room);
    if (!reads) return;
    const { actor, address, origin } = socket.data;
    const session = { start: () => undefined, end: () => undefined };
    for (const [name, input] of reads) {
      const call = { name, input, transport: 'socket', actor, address, origin, session } as const;
      const again = await pipeline().run(call);
      if (!again.ok && !again.error.retry) reads.delete(name);
    }
    if (reads.size === 0) leave(socket, room);
  };
  const refreshOne = async (socket: Connection): Promise<void> => {
    const { actor } = socket.data;
    if (actor.kind !== 'technician') return;
    const fresh = await parts.authenticator.again(actor);
    if (!fresh) return void socket.disconnect(true);
    socket.data.actor = fresh;
    for (const room of socket.data.subscriptions.keys()) await reread(socket, room);
  };
  const rooms = (kind: string, ids: string | readonly string[]): string[] =>
    (typeof ids === 'string' ? [ids] : ids).map((id) => `${kind}:${id}`);

  /** What a server can be asked to look at again, with the room whose sockets it is about. */
  const looks: Record<string, (socket: Connection, room: string, id: string) => Promise<unknown>> = {
    actor: (socket) => refreshOne(socket),
    guests: async (socket, _room, portalId) => {
      if (!(await parts.mayEmbed(portalId, socket.data.origin))) socket.disconnect(true);
    },
    thread: reread,
    portal: reread,
  };
  const lookHere = async (kind: string, id: string): Promise<void> => {
    const look = looks[kind];
    const room = `${kind}:${id}`;
    for (const socketId of io.of('/').adapter.rooms.get(room) ?? []) {
      const socket = io.of('/').sockets.get(socketId);
      if (look && socket) await look(socket as Connection, room, id);
    }
  };
  const lookEverywhere = async (kind: string, id: string): Promise<void> => {
    // Others at the same time: what comes after this must find them up to date too.
    const others = parts.cluster ? tellOthers(kind, id) : null;
    await lookHere(kind, id);
    await others;
  };
  const tellOthers = (kind: string, id: string): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, PATIENCE);
      const done = (error: Error | null): void => {
        clearTimeout(timer);
        if (error) parts.log.warn({ err: error }, 'another server did not answer');
        resolve();
      };
      io.serverSideEmit('sockets:again', kind, id, done);
    });

  if (parts.cluster) {
    io.on('sockets:again', (kind, id, done) => {
      lookHere(kind, id).then(
        () => done('done'),
        (error: unknown) => parts.log.error({ err: error }, 'sockets could not be looked at again'),
      );
    });
    joinAgainWhereMissed(io, parts);
  }

  return {
    to: (kind, ids, event, payload, except) => {
      const names = rooms(kind, ids);
      if (names.length === 0) return;
      parts.observer?.event(event);
      io.to(names)
        .except(except ?? [])
        .emit(event, payload);
    },
    refresh: (technicianId) => lookEverywhere('actor', technicianId),
    recheck: lookEverywhere,
    recheckOrigins: (portalId) => lookEverywhere('guests', portalId),
    cut: (sessionIds) => {
      const names = rooms('session', sessionIds);
      if (names.length > 0) io.in(names).disconnectSockets(true);
    },
    cutAccount: (account) => io.in(`account:${account}`).disconnectSockets(true),
  };
};

/**
 * After an outage of the line between servers nobody knows what their clients have not heard: they are made to
 * connect again, which brings them up to date, as it does after the death of a server (contract R5).
 */
const joinAgainWhereMissed = (io: SocketServer, { cluster, log }: SocketParts): void => {
  const dropAll = (): void => {
    const { sockets } = io.of('/');
    if (sockets.size > 0) log.warn({ sockets: sockets.size }, 'pushes may be missing: clients connect again');
    for (const socket of sockets.values()) socket.conn.close();
  };
  io.on('pushes:missed', dropAll);
  cluster?.onMissed((missing) => {
    if (missing === 'here') dropAll();
    else io.serverSideEmit('pushes:missed');
  });
};
