import type { CommandSpec } from '#protocol/define';
import type { Envelope } from '#protocol/errors';
import { COMMANDS } from '#protocol/index';
import type { HttpCall } from '../http-client.ts';
import type { SocketClient } from '../socket-client.ts';
import type { Scene } from '../scene.ts';
import type { TestServer } from '../test-server.ts';

export const ROWS = COMMANDS as Record<string, CommandSpec>;
export const TRANSPORTS = ['socket', 'rest'] as const;
export type Transport = (typeof TRANSPORTS)[number];
type Answer = Envelope<unknown>;

/** Calls any command with any input, as somebody who may call it. */
export interface Callers {
  call(transport: Transport, name: string, input: unknown): Promise<Answer>;
}

export const offers = (row: CommandSpec, transport: Transport): boolean =>
  row.offered?.includes(transport) ?? true;

/** Longer ones end at Node's limit for a request's head, before any code of ours. */
const URL_TEXT = 2000;

/** The REST call of a command; what is no text in a GET travels as JSON, which no field takes. */
const restCall = (name: string, input: unknown): Pick<HttpCall, 'method' | 'path' | 'body'> => {
  const { method, path } = ROWS[name]!.http ?? { method: 'POST', path: `/api/commands/${name}` };
  if (method === 'POST') return { method, path, body: JSON.stringify(input) ?? 'null' };
  let filled = path;
  const query = new URLSearchParams();
  const fields = typeof input === 'object' && input !== null ? Object.entries(input) : [];
  for (const [key, value] of fields) {
    const whole = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    const text = whole.slice(0, URL_TEXT);
    if (path.includes(`:${key}`))
      filled = filled.replace(`:${key}`, encodeURIComponent(text.toWellFormed()) || '%20');
    else query.set(key, text);
  }
  return { method, path: query.size > 0 ? `${filled}?${query}` : filled };
};

/** A guest for what visitors do, an admin for everything else; each signs in anew where a command ended them. */
export const createCallers = async (server: TestServer, one: Scene): Promise<Callers> => {
  const host = `${one.portal.subdomain}.localhost`;
  let guest: { socket: SocketClient; token: string } = await server.guest(one.portal);
  let { admin } = one;

  // What needs no session and reads nothing of an account is for signing in, at the console alone.
  const isVisitors = ({ permission, scope }: CommandSpec): boolean =>
    permission === 'portal.visit' || (permission === 'anyone' && scope !== 'none');
  const revive = async (): Promise<void> => {
    if (!guest.socket.socket.connected) guest = await server.guest(one.portal);
    if (!admin.socket.socket.connected) admin = await server.signIn(one.admin.email);
  };

  const rest = async (name: string, input: unknown): Promise<Answer> => {
    const console = {
      host: 'console.localhost',
      headers: { Origin: server.consoleOrigin, Cookie: admin.cookie },
    };
    const portal = { host, headers: { Authorization: `Bearer ${guest.token}` } };
    const answer = await server.http({
      ...(isVisitors(ROWS[name]!) ? portal : console),
      ...restCall(name, input),
    });
    if (!answer.json) throw new Error(`${name}: ${answer.status} ${answer.text.slice(0, 200)}`);
    return answer.json as Answer;
  };

  return {
    call: async (transport, name, input) => {
      await revive();
      if (transport === 'rest') return rest(name, input);
      return (isVisitors(ROWS[name]!) ? guest : admin).socket.raw(name, input);
    },
  };
};
