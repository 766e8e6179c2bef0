import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import proxyaddr from 'proxy-addr';
import { z } from 'zod';
import type { MessagesConfig } from './platform/messages/index.ts';
import { networks } from './platform/messages/networks.ts';
import { StartError } from './platform/start-error.ts';

const integer = (least: number, most: number) =>
  z.string().regex(/^\d+$/, 'a whole number').transform(Number).pipe(z.int().min(least).max(most));
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const areProxies = (given: string[]): boolean => {
  try {
    proxyaddr.compile(given);
    return true;
  } catch {
    return false;
  }
};

const areNetworks = (given: string[]): boolean => {
  try {
    networks(given);
    return true;
  } catch {
    return false;
  }
};

/** Every variable the server reads, with default, unit and reason in `docs/operating.md`. */
const environment = z.object({
  BASE_DOMAIN: z
    .string()
    .regex(/^[a-z0-9.-]+$/, 'a domain name in lower case')
    .default('localhost'),
  PORT: integer(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default('.data'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'postgres://user:password@host:port/name' })
    .optional(),
  DATABASE_CONNECTIONS: integer(1, 1000).default(10),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: 'redis://user:password@host:port' }).optional(),
  SECRET_KEY: z.string().optional(),
  TRUSTED_PROXIES: list.refine(areProxies, 'addresses, subnets or names such as loopback').default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_PORT: integer(0, 65_535).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  DEMO_PORT: integer(0, 65_535).optional(),
  MAX_BODY_BYTES: integer(1_000, 10_000_000).default(64_000),
  MAX_SOCKETS_PER_ADDRESS: integer(1, 1_000_000).default(200),
  EVENTS_PER_SECOND: integer(1, 10_000).default(30),
  EVENTS_PER_SECOND_PER_ADDRESS: integer(1, 1_000_000).default(600),
  CONNECTIONS_PER_SECOND: integer(1, 1_000_000).default(250),
  MAX_WAITING_BYTES: integer(100_000, 1_000_000_000).default(4_000_000),
  CONNECT_TIMEOUT_MS: integer(100, 120_000).default(10_000),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'smtp://user:password@host:port' }).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n]*@[^\r\n]+$/, 'an address, or Name <address>')
    .optional(),
  TWILIO_URL: z.url({ protocol: /^https?$/ }).default('https://api.twilio.com'),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  TWILIO_FROM: z.string().optional(),
  TEXT_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  TEXT_WEBHOOK_SECRET: z.string().optional(),
  OWN_NETWORKS: list.refine(areNetworks, 'addresses or subnets').default([]),
  MAX_MAILS_PER_ADDRESS: integer(1, 100_000).default(200),
  MAX_TEXTS_PER_ADDRESS: integer(1, 100_000).default(50),
  DRAIN_DELAY_MS: integer(0, 120_000).default(0),
  DRAIN_TIMEOUT_MS: integer(0, 120_000).default(10_000),
});
export const VARIABLES = Object.keys(environment.shape);

export interface Config {
  demo: boolean;
  baseDomain: string;
  port: number;
  host: string;
  /** Where people reach the server, without a trailing slash; hosts are put before its domain. */
  publicUrl: { protocol: 'http:' | 'https:'; port: string };
  dataDir: string;
  databaseUrl: string | undefined;
  databaseConnections: number;
  /** Through which servers on one database push to each other's clients; absent: through PostgreSQL itself. */
  redisUrl: string | undefined;
  secretKey: string;
  trustedProxies: string[];
  logLevel: string;
  demoPort: number;
  /** Where `/metrics` is served, beside the public port; absent: nowhere. */
  metrics: { port: number; host: string } | undefined;
  /** How people are reached outside the product. */
  messages: MessagesConfig;
  limits: Limits;
}

/** What one client may use up (contract S13). */
export interface Limits {
  /** A body or a socket frame, in bytes: the longest message in the widest encoding, with room. */
  bodyBytes: number;
  /** Sockets from one address: an office behind one address, many times over. */
  socketsPerAddress: number;
  /** Frames one socket may send in a second, on average. */
  eventsPerSecond: number;
  /** Frames and requests of one address in a second, on average: an office of twenty people at full speed. */
  eventsPerAddress: number;
  /** Connections served in a second; more are told when to come. */
  connectionsPerSecond: number;
  /** What may wait for one socket that does not read, in characters: the longest page of a thread. */
  waitingBytes: number;
  /** For a socket to say who it is, in milliseconds. */
  connectTimeout: number;
  /** Mails to one address in a day: a busy technician's requests, and no full mailbox. */
  mailsPerAddress: number;
  /** Text messages to one number in a day: they cost, and they ring. */
  textsPerAddress: number;
  /** From saying that it stops to stopping, in milliseconds. */
  drainDelay: number;
  /** For calls under way at shutdown, in milliseconds. */
  drainTimeout: number;
}

const SECRET_LENGTH = 32;

/** Random text of 32 or more characters; a short or repetitive key is refused (contract S14). */
const isStrong = (key: string): boolean => key.length >= SECRET_LENGTH && new Set(key).size >= 12;

const demoSecret = (dataDir: string): string => {
  const file = join(dataDir, 'secret-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8').trim();
};

type Environment = z.infer<typeof environment>;

/** One of several variables that are worth something only together. */
const together = <K extends keyof Environment & string>(
  value: Environment,
  ...names: K[]
): { [N in K]: NonNullable<Environment[N]> } | null => {
  const missing = names.filter((name) => value[name] === undefined);
  if (missing.length === names.length) return null;
  if (missing.length > 0)
    throw new StartError(`${names.join(', ')} go together: ${missing.join(', ')} is not set.`, 78);
  return value as { [N in K]: NonNullable<Environment[N]> };
};

const messagesOf = (value: Environment): MessagesConfig => {
  const mail = together(value, 'SMTP_URL', 'MAIL_FROM');
  const twilio = together(value, 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM');
  const webhook = together(value, 'TEXT_WEBHOOK_URL', 'TEXT_WEBHOOK_SECRET');
  if (twilio && webhook)
    throw new StartError('Text messages go by TWILIO_… or by TEXT_WEBHOOK_…, not both.', 78);
  if (webhook && !isStrong(webhook.TEXT_WEBHOOK_SECRET))
    throw new StartError(
      `TEXT_WEBHOOK_SECRET is too weak: give ${SECRET_LENGTH} or more random characters.`,
      78,
    );
  return {
    mail: mail && { url: mail.SMTP_URL, from: mail.MAIL_FROM },
    texts: twilio
      ? {
          kind: 'twilio',
          url: value.TWILIO_URL,
          sid: twilio.TWILIO_ACCOUNT_SID,
          token: twilio.TWILIO_AUTH_TOKEN,
          from: twilio.TWILIO_FROM,
        }
      : webhook && {
          kind: 'webhook',
          url: webhook.TEXT_WEBHOOK_URL,
          secret: webhook.TEXT_WEBHOOK_SECRET,
        },
    ownNetworks: value.OWN_NETWORKS,
  };
};

/**
 * Reads the configuration; the only reader of the environment.
 *
 * @throws StartError 64 for an unknown argument, 78 for a bad variable, 73 where the data folder cannot be made.
 */
export const readConfig = (env: NodeJS.ProcessEnv, args: string[]): Config => {
  const unknown = args.find((argument) => argument !== '--demo');
  if (unknown !== undefined)
    throw new StartError(`Unknown argument ${unknown}. Usage: npm start [-- --demo]`, 64);
  const demo = args.includes('--demo');
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new StartError(`The configuration is not usable: ${lines.join('; ')}`, 78);
  }
  const value = parsed.data;
  if (value.REDIS_URL !== undefined && value.DATABASE_URL === undefined)
    throw new StartError('REDIS_URL is for several servers on one database: set DATABASE_URL too.', 78);
  const dataDir = given.DATA_DIR ?? (demo ? '.data/demo' : '.data');
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartError(`The data folder ${dataDir} cannot be made: ${(cause as Error).message}`, 73, {
      cause,
    });
  }
  const secretKey = value.SECRET_KEY ?? (demo ? demoSecret(dataDir) : '');
  if (!isStrong(secretKey)) {
    const what = secretKey === '' ? 'SECRET_KEY is not set' : 'SECRET_KEY is too weak';
    throw new StartError(
      `${what}: give ${SECRET_LENGTH} or more random characters, for example from "openssl rand -base64 32".`,
      78,
    );
  }
  const url = value.PUBLIC_URL
    ? new URL(value.PUBLIC_URL)
    : new URL(
        value.BASE_DOMAIN === 'localhost' ? `http://localhost:${value.PORT}` : `https://${value.BASE_DOMAIN}`,
      );
  return {
    demo,
    baseDomain: value.BASE_DOMAIN,
    port: value.PORT,
    host: value.HOST,
    publicUrl: { protocol: url.protocol as 'http:' | 'https:', port: url.port },
    dataDir,
    databaseUrl: value.DATABASE_URL,
    databaseConnections: value.DATABASE_CONNECTIONS,
    redisUrl: value.REDIS_URL,
    secretKey,
    trustedProxies: value.TRUSTED_PROXIES,
    // A demo is read by a person: what it prints is enough, unless asked for more.
    logLevel: given.LOG_LEVEL ?? (demo ? 'warn' : value.LOG_LEVEL),
    demoPort: value.DEMO_PORT ?? (value.PORT === 0 ? 0 : value.PORT + 1),
    metrics:
      value.METRICS_PORT === undefined ? undefined : { port: value.METRICS_PORT, host: value.METRICS_HOST },
    messages: messagesOf(value),
    limits: {
      bodyBytes: value.MAX_BODY_BYTES,
      socketsPerAddress: value.MAX_SOCKETS_PER_ADDRESS,
      eventsPerSecond: value.EVENTS_PER_SECOND,
      eventsPerAddress: value.EVENTS_PER_SECOND_PER_ADDRESS,
      connectionsPerSecond: value.CONNECTIONS_PER_SECOND,
      waitingBytes: value.MAX_WAITING_BYTES,
      connectTimeout: value.CONNECT_TIMEOUT_MS,
      mailsPerAddress: value.MAX_MAILS_PER_ADDRESS,
      textsPerAddress: value.MAX_TEXTS_PER_ADDRESS,
      drainDelay: value.DRAIN_DELAY_MS,
      drainTimeout: value.DRAIN_TIMEOUT_MS,
    },
  };
};
