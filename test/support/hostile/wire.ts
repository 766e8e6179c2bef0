import type { Envelope } from '#protocol/errors';
import type { Seeded } from './seeded.ts';

/** One connection that says packets as they are given. */
export interface Wire {
  /** Says who it is; resolves when that was answered, well or badly. */
  join(packet: string): Promise<unknown>;
  /** True once the server has answered for all of them, false where it closed the connection instead. */
  say(packets: readonly string[]): Promise<boolean>;
  /** Breaks the transport itself, below any packet. */
  spoil(next: Seeded): Promise<unknown>;
  end(): void;
}

/** What came of it, over all connections. */
export interface Tally {
  frames: number;
  connections: number;
  /** Connections the server closed. */
  closed: number;
  /** Answers by code; `ok` for success. */
  answers: Map<string, number>;
}

export const newTally = (): Tally => ({ frames: 0, connections: 0, closed: 0, answers: new Map() });

/** No odd packet asks for this acknowledgement: its answer says that everything before it was looked at. */
const LAST = '424242';
export const SENTINEL = `42${LAST}["no:command",{}]`;

/** Socket.IO's answer to CONNECT. */
export const isJoined = (packet: string): boolean => /^4[04]/.test(packet);

/** Counts an answer; true where it is the sentinel's. */
export const noteAnswer = (tally: Tally, packet: string): boolean => {
  const found = /^43(\d+)(\[.*\])$/s.exec(packet);
  if (!found) return false;
  const [envelope] = JSON.parse(found[2]!) as [Envelope<unknown>];
  const code = envelope.ok ? 'ok' : envelope.error.code;
  tally.answers.set(code, (tally.answers.get(code) ?? 0) + 1);
  return found[1] === LAST;
};
