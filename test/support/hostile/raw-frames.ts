import { TEXT, type RawFrame } from './raw-web-socket.ts';
import type { Seeded } from './seeded.ts';

const NOTHING = Buffer.alloc(0);

/** Frames that break WebSocket itself, before any packet is looked at. */
const BROKEN: RawFrame[] = [
  { opcode: TEXT, payload: Buffer.from([0xff, 0xfe, 0xc0, 0x80]) },
  { opcode: TEXT, payload: Buffer.from('42["x"]'), isMasked: false },
  { opcode: TEXT, payload: Buffer.from('42["x"]'), reserved: 1 },
  { opcode: TEXT, payload: Buffer.from('42["x"]'), reserved: 4 },
  { opcode: 0, payload: Buffer.from('goes on from nothing') },
  { opcode: 3, payload: NOTHING },
  { opcode: 11, payload: NOTHING },
  { opcode: 8, payload: Buffer.from([0]) },
  { opcode: 8, payload: Buffer.from([0x03, 0xed]) },
  { opcode: 8, payload: Buffer.from([0xff, 0xff]) },
  { opcode: 9, payload: Buffer.alloc(126) },
  { opcode: 9, payload: NOTHING, isLast: false },
  { opcode: TEXT, payload: NOTHING, claimedLength: 2 ** 40 },
  { opcode: TEXT, payload: NOTHING, claimedLength: Number.MAX_SAFE_INTEGER },
  { opcode: 2, payload: Buffer.from([0, 1, 2, 255]) },
  { opcode: 2, payload: NOTHING },
  { opcode: TEXT, payload: NOTHING },
];

/** Begun and never ended: the connection hangs until its client is gone. */
const UNFINISHED: RawFrame[] = [
  { opcode: TEXT, payload: Buffer.from('42["session:get"'), isLast: false },
  { opcode: 2, payload: Buffer.from('binary'), isLast: false },
  { opcode: TEXT, payload: Buffer.from('42['), claimedLength: 60_000 },
];

export const brokenFrame = (next: Seeded): RawFrame => next.pick(BROKEN);
export const unfinishedFrame = (next: Seeded): RawFrame => next.pick(UNFINISHED);
export const textFrame = (packet: string): RawFrame => ({ opcode: TEXT, payload: Buffer.from(packet) });
