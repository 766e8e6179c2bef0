import type { Log } from '../platform/log.ts';
import type { Connection } from './socket.ts';

/** A long queue is measured at every so many packets, so that its length does not count twice. */
const EVERY = 32;

interface Packet {
  data?: string | Buffer;
}
/** What Socket.IO's connection is made of, as far as it is needed here. */
interface Engine {
  writeBuffer: Packet[];
  transport: { name: string; socket?: { terminate(): void; bufferedAmount?: number } };
  close(discard: boolean): void;
  on(event: 'packetCreate', listener: () => void): void;
}

const engineOf = (socket: Connection): Engine => socket.conn as unknown as Engine;

/** Cuts a connection at once, also one that does not read: whoever it is connects again and is brought up to date. */
export const cutOff = (socket: Connection): void => {
  const { transport } = engineOf(socket);
  if (transport.socket) transport.socket.terminate();
  else engineOf(socket).close(true);
};

const waiting = ({ writeBuffer, transport }: Engine): number =>
  writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), transport.socket?.bufferedAmount ?? 0);

/**
 * Cuts a connection for which more than `limit` characters wait to be sent (contract S13): it reads too slowly, or
 * not at all while it goes on answering pings. What waits for it is kept in memory, and is of no use to it: after
 * connecting again it reads what it has missed from the database. What it is sent next is not counted, so that a long
 * answer to a slow line does not cut it; only more behind it does.
 */
export const cutSlowConsumer = (socket: Connection, limit: number, log: Log): void => {
  const engine = engineOf(socket);
  engine.on('packetCreate', () => {
    const { length } = engine.writeBuffer;
    // Nearly always nothing waits: the one before is on its way.
    if (length === 0 || (length > EVERY && length % EVERY !== 0) || waiting(engine) <= limit) return;
    log.warn(
      { actorKind: socket.data.actor.kind, waiting: waiting(engine) },
      'a connection read too slowly and was cut',
    );
    cutOff(socket);
  });
};
