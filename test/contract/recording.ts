import type { CommandSpec } from '#protocol/define';
import type { Envelope } from '#protocol/errors';
import { COMMANDS, type CommandInput, type CommandName, type CommandOutput } from '#protocol/index';
import type { HttpAnswer } from '../support/http-client.ts';
import { newCommandId } from '../support/ids.ts';
import type { SocketClient } from '../support/socket-client.ts';

/** One command as it was on the wire. */
export interface Exchange {
  input: Record<string, unknown>;
  answer: Envelope<unknown>;
}

/** What one run of the story saw, by name. */
export interface Wire {
  /** The first answer of each kind a command has. */
  commands: Record<string, Exchange[]>;
  events: Record<string, unknown>;
  /** The first refusal with each code. */
  refusals: Record<string, Exchange & { command: string }>;
}

type Input<N extends CommandName> = Omit<CommandInput<N>, 'commandId'> & { commandId?: string };
const ROWS = COMMANDS as Record<string, CommandSpec>;

/** What kind of an answer it is, where a command has several: by the names of its fields. */
const shapeOf = ({ answer }: Exchange): string =>
  answer.ok && typeof answer.data === 'object' && answer.data !== null
    ? Object.keys(answer.data).sort().join()
    : '';

/** Notes what goes over the wire while a story is played. */
export class Recording {
  readonly wire: Wire = { commands: {}, events: {}, refusals: {} };
  readonly #listeners: SocketClient[] = [];

  /** A client whose commands and pushes are noted; listeners named first are asked first for an event. */
  of(client: SocketClient) {
    this.#listeners.push(client);
    const call = async (name: CommandName, input: object): Promise<Envelope<unknown>> => {
      const full = { ...(ROWS[name]!.changes === 'once' && { commandId: newCommandId() }), ...input };
      const answer = await client.raw(name, full);
      this.note(name, full, answer);
      return answer;
    };
    return {
      call,
      must: async <N extends CommandName>(name: N, input: Input<N>): Promise<CommandOutput<N>> => {
        const answer = await call(name, input);
        if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
        return answer.data as CommandOutput<N>;
      },
      hears: client.hears.bind(client),
    };
  }

  /** A command over REST that is offered nowhere else. */
  rest(name: CommandName, input: Record<string, unknown>, { json }: HttpAnswer): Envelope<unknown> {
    this.note(name, input, json as Envelope<unknown>);
    return json as Envelope<unknown>;
  }

  note(name: string, input: Record<string, unknown>, answer: Envelope<unknown>): void {
    const exchange = { input, answer };
    if (!answer.ok) {
      this.wire.refusals[answer.error.code] ??= { command: name, ...exchange };
      return;
    }
    const noted = (this.wire.commands[name] ??= []);
    if (!noted.some((earlier) => shapeOf(earlier) === shapeOf(exchange))) noted.push(exchange);
  }

  /** Takes the first push of each name, when all is said. */
  finish(): Wire {
    for (const client of this.#listeners)
      for (const { event, payload } of client.heard) this.wire.events[event] ??= payload;
    return this.wire;
  }
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Signed anew in every run. */
const JWT = /eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g;
const TOKEN = /(?<![\w-])[A-Za-z0-9_-]{43}(?![\w-])/g;

/** Ids, tokens and ports become the same in every run: numbered in the order they are first seen. */
export const normalise = (wire: Wire): Wire => {
  const numbers = new Map<string, number>();
  const number = (found: string): number => {
    if (!numbers.has(found)) numbers.set(found, numbers.size + 1);
    return numbers.get(found)!;
  };
  const text = JSON.stringify(wire)
    .replaceAll(/localhost:\d+/g, 'localhost:3000')
    .replaceAll(JWT, 'header.claims.signature')
    .replaceAll(UUID, (found) => `00000000-0000-7000-8000-${String(number(found)).padStart(12, '0')}`)
    .replaceAll(TOKEN, (found) => `token-${String(number(found)).padStart(37, '0')}`);
  return JSON.parse(text) as Wire;
};
