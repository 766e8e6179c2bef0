import { Socket } from 'node:net';
import type { PostgresPool } from 'kysely';
import {
  Client,
  Pool,
  types,
  type ClientBase,
  type ClientConfig,
  type PoolClient,
  type QueryResult,
} from 'pg';
import { translate } from './postgres-errors.ts';

/** Texts that get a prepared statement; the program has fewer, but every `in (…)` of another length is one more. */
const STATEMENTS = 1000;
/** How long a free connection is waited for before the caller is told `busy`, in milliseconds. */
const CONNECT_TIMEOUT = 5000;
/** A statement that takes longer is a fault, in milliseconds: it is ended, so that it holds nothing up. */
const STATEMENT_TIMEOUT = 30_000;

/** `bigint` as a number: times and counters of ours stay below 2^53. */
const BIGINT = 20;

/** Names are the same on every connection: each text is parsed and planned once there. */
const names = new Map<string, string>();
const nameOf = (text: string): string | undefined => {
  const known = names.get(text);
  if (known !== undefined || names.size >= STATEMENTS) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
};

const optionsOf = (url: string, settings: Record<string, string>): ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: CONNECT_TIMEOUT,
  statement_timeout: STATEMENT_TIMEOUT,
  application_name: 'support-portal',
  keepAlive: true,
  options: Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' '),
  types: {
    getTypeParser: (id, format) => (id === BIGINT ? Number : types.getTypeParser(id, format)),
  },
});

/** `pg`'s own pool, whose broken connections end nothing else. */
export const createRawPool = (url: string, size: number, settings: Record<string, string>): Pool => {
  const pool = new Pool({ ...optionsOf(url, settings), max: size });
  // An idle connection that breaks is replaced at the next use; whoever uses a broken one gets its error. Without
  // someone to listen either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/**
 * What Kysely needs of a pool, over `pg`: prepared statements, bigints as numbers, and the database's own errors as
 * the protocol's. `settings` hold for each of its connections.
 */
export const createPool = (url: string, size: number, settings: Record<string, string>): PostgresPool => {
  const pool = createRawPool(url, size, settings);
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      try {
        return adapt(await pool.connect());
      } catch (error) {
        throw translate(error);
      }
    },
  };
};

type PoolMember = Awaited<ReturnType<PostgresPool['connect']>>;

const queryOver =
  (client: ClientBase) =>
  async (text: string, values: readonly unknown[]): Promise<QueryResult> => {
    try {
      return await client.query({
        name: values.length > 0 ? nameOf(text) : undefined,
        text,
        values: [...values],
      });
    } catch (error) {
      throw translate(error);
    }
  };

/** One connection, kept with what Kysely knows it by. */
const adapted = new WeakMap<PoolClient, PoolMember>();

const adapt = (client: PoolClient): PoolMember => {
  const known = adapted.get(client);
  if (known) return known;
  const made = {
    query: queryOver(client),
    release: (broken?: boolean) => client.release(broken),
  } as unknown as PoolMember;
  adapted.set(client, made);
  return made;
};

/** What is written until this turn's promises have run goes out at once: a hundred statements are one call. */
const sendTogether = (socket: Socket): void => {
  if (socket.writableCorked > 0) return;
  socket.cork();
  process.nextTick(() => socket.uncork());
};

/** A connection of its own that sends statements without waiting for the answers to those before. */
export const connectPipelined = async (
  url: string,
  settings: Record<string, string>,
): Promise<{ pool: PostgresPool; query: ReturnType<typeof queryOver> }> => {
  const socket = new Socket();
  const client = new Client({ ...optionsOf(url, settings), pipeline: true, stream: () => socket });
  // One that breaks tells whoever uses it.
  client.on('error', () => undefined);
  await client.connect();
  const ask = queryOver(client);
  const query: typeof ask = (text, values) => {
    sendTogether(socket);
    return ask(text, values);
  };
  const member = { query, release: () => undefined } as unknown as PoolMember;
  const pool = { options: {}, connect: () => Promise.resolve(member), end: () => client.end() };
  return { pool: pool as PostgresPool, query };
};
