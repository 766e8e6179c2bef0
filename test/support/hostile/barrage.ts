import { fatalPackets, sturdyPacket } from './packets.ts';
import { PollingWire } from './polling-wire.ts';
import type { Seeded } from './seeded.ts';
import { SocketWire } from './socket-wire.ts';
import type { Tally } from './wire.ts';

/** Somebody who can connect: headers and query of the handshake, and what Socket.IO's CONNECT says. */
export interface Attacker {
  headers: Record<string, string>;
  query: string;
  auth: Record<string, unknown>;
}

/** What nobody waits longer for, in milliseconds: neither an answer nor an end is a fault of the server's. */
const PATIENCE = 20_000;

const within = async <T>(what: string, work: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`neither answered nor closed: ${what}`)), PATIENCE);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};

/** One connection that says `count` odd things and comes to a bad end. */
export const attack = async (
  port: number,
  transport: 'websocket' | 'polling',
  attacker: Attacker,
  next: Seeded,
  count: number,
  tally: Tally,
): Promise<void> => {
  const path = `/socket.io/?EIO=4&transport=${transport}${attacker.query}`;
  const open = transport === 'websocket' ? SocketWire.open : PollingWire.open;
  const wire = await open(port, path, attacker.headers, tally);
  const say = async (packets: readonly string[]): Promise<void> => {
    tally.frames += packets.length + 1;
    const isOpen = await within(packets.join('\n').slice(0, 500), wire.say(packets));
    if (!isOpen) tally.closed += 1;
  };
  tally.connections += 1;
  // Some speak before they have said who they are; nothing but the end can come of that.
  if (next.below(15) > 0) await within('CONNECT', wire.join(`40${JSON.stringify(attacker.auth)}`));
  await say(Array.from({ length: count }, () => sturdyPacket(next)));
  // Whatever comes behind the packet that breaks it meets a connection that is going down.
  await say([...fatalPackets(next), sturdyPacket(next)]);
  if (next.below(4) === 0) await within('a spoilt transport', wire.spoil(next));
  wire.end();
};
