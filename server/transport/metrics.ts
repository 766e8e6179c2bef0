import type { Server } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { StartError } from '../platform/start-error.ts';
import type { Observer } from './observe.ts';

const { createServer } = process.getBuiltinModule('node:http');

/** What is read when somebody asks, and costs nothing until then. */
export interface Figures {
  /** Open sockets by the kind of who is connected. */
  connections(): Record<string, number>;
  /** Writes that wait for their commit; for how long the oldest has, in milliseconds. */
  writes(): { waiting: number; age: number };
  /** Events that are committed and not yet published. */
  outbox(): Promise<{ waiting: number; age: number }>;
  /** Jobs that are due, for how long the oldest has been, and those that were given up. */
  jobs(): Promise<{ due: number; age: number; dead: number }>;
}

/** From half a millisecond to what a client waits at most, in seconds. */
const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 2.5, 10];

export interface Metrics {
  observer: Observer;
  /**
   * Serves `/metrics` on an address of its own, never on the public one: whoever reaches it learns how busy everybody
   * is.
   *
   * @throws StartError 69: the port is taken.
   */
  serve(figures: Figures, port: number, host: string): Promise<Server>;
}

/** What Prometheus collects. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const name = (what: string) => `support_portal_${what}`;
  const commands = new Counter({
    name: name('commands_total'),
    help: 'Commands that were answered.',
    labelNames: ['command', 'transport', 'outcome'] as const,
    registers,
  });
  const seconds = new Histogram({
    name: name('command_seconds'),
    help: 'From a command to its answer.',
    labelNames: ['command'] as const,
    buckets: BUCKETS,
    registers,
  });
  const events = new Counter({
    name: name('events_total'),
    help: 'Events that were pushed to a room.',
    labelNames: ['event'] as const,
    registers,
  });

  const gauges = (figures: Figures): void => {
    const gauge = (what: string, help: string, read: () => number | Promise<number>): void => {
      const made: Gauge = new Gauge({
        name: name(what),
        help,
        registers: [],
        collect: async (): Promise<void> => made.set(await read()),
      });
      registry.registerMetric(made);
    };
    const connections = new Gauge({
      name: name('connections'),
      help: 'Open sockets, by the kind of who is connected.',
      labelNames: ['actor'] as const,
      registers: [],
      collect: () => {
        connections.reset();
        for (const [actor, count] of Object.entries(figures.connections())) connections.set({ actor }, count);
      },
    });
    registry.registerMetric(connections);
    gauge('writes_waiting', 'Writes that wait for their commit.', () => figures.writes().waiting);
    gauge('write_age_seconds', 'For how long the oldest of them has.', () => figures.writes().age / 1000);
    gauge('outbox_waiting', 'Events that are committed and not yet published.', async () => (await figures.outbox()).waiting); // prettier-ignore
    gauge('outbox_age_seconds', 'For how long the oldest of them has been.', async () => (await figures.outbox()).age / 1000); // prettier-ignore
    gauge('jobs_due', 'Jobs that are due.', async () => (await figures.jobs()).due);
    gauge('job_age_seconds', 'For how long the oldest of them has been.', async () => (await figures.jobs()).age / 1000); // prettier-ignore
    gauge('jobs_dead', 'Jobs that were given up.', async () => (await figures.jobs()).dead);
  };

  return {
    observer: {
      command: ({ command, transport, outcome, milliseconds }) => {
        commands.inc({ command, transport, outcome });
        seconds.observe({ command }, milliseconds / 1000);
      },
      event: (event) => events.inc({ event }),
    },
    serve: (figures, port, host) => {
      gauges(figures);
      const server = createServer((request, response) => {
        if (request.url !== '/metrics') return void response.writeHead(404).end();
        registry.metrics().then(
          (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
          () => response.writeHead(503).end(),
        );
      });
      return new Promise((resolve, reject) => {
        server.once('error', (cause) =>
          reject(new StartError(`METRICS_PORT ${port} cannot be had: ${cause.message}.`, 69, { cause })),
        );
        server.listen(port, host, () => resolve(server));
      });
    },
  };
};
