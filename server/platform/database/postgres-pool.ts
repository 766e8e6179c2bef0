import type { PostgresPool } from 'kysely';
import { Pool, types, type PoolClient } from 'pg';
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

/**
 * What Kysely needs of a pool, over `pg`: prepared statements, bigints as numbers, and the database's own errors as
 * the protocol's. `settings` hold for each of its connections.
 */
export const createPool = (url: string, size: number, settings: Record<string, string>): PostgresPool => {
  const pool = new Pool({
    connectionString: url,
    max: size,
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
  // An idle connection that breaks is replaced at the next use; whoever uses a broken one gets its error. Without
  // someone to listen either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
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

type Client = Awaited<ReturnType<PostgresPool['connect']>>;

/** One connection, kept with what Kysely knows it by. */
const adapted = new WeakMap<PoolClient, Client>();

const adapt = (client: PoolClient): Client => {
  const known = adapted.get(client);
  if (known) return known;
  const query = async (text: string, values: readonly unknown[]) => {
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
  const made = { query, release: (broken?: boolean) => client.release(broken) } as unknown as Client;
  adapted.set(client, made);
  return made;
};
