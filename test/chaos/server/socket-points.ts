import { Server, Socket } from 'socket.io';
import type { Envelope } from '#protocol/errors';
import type { CommandOutput, EventPayload } from '#protocol/index';
import { die, isTheEnd } from './kill-points.ts';
import { traffic } from './traffic.ts';

/** Commands whose entries went to readers before their sender was answered: such an answer is no point to die at. */
const pushed = new Set<string>();
/** From the answer to die after on, no push leaves any more. */
let holdsPushes = false;

interface SocketParts {
  conn: { transport: { name: string } };
  onevent(packet: { data?: unknown[] }): void;
  ack(id: number): (...given: unknown[]) => void;
}
const socket = Socket.prototype as unknown as SocketParts;
const { onevent, ack } = socket;

/** The name of the command whose answer is being made. */
let command: unknown;

socket.onevent = function (packet) {
  command = packet.data?.[0];
  onevent.call(this, packet);
};

socket.ack = function (id) {
  const answer = ack.call(this, id);
  if (command !== 'thread:send') return answer;
  traffic.received();
  return (...given) => {
    answer(...given);
    traffic.answered();
    const [envelope] = given as [Envelope<CommandOutput<'thread:send'>>];
    // Over polling the answer waits for the next request of its client.
    if (!envelope.ok || this.conn.transport.name !== 'websocket') return;
    if (pushed.has(String(envelope.data.entry.commandId)) || !isTheEnd('after ack')) return;
    holdsPushes = true;
    // What is written in a turn is with the system when the turn is over.
    setImmediate(() => die('after ack'));
  };
};

const operator = Object.getPrototypeOf(new Server().to('nobody')) as {
  emit(event: string, ...given: unknown[]): boolean;
};
const { emit } = operator;
operator.emit = function (event, ...given) {
  if (event !== 'thread:appended') return emit.call(this, event, ...given);
  if (holdsPushes) return true;
  const [{ entry }] = given as [EventPayload<'thread:appended'>];
  if (entry.commandId) pushed.add(entry.commandId);
  return emit.call(this, event, ...given);
};
