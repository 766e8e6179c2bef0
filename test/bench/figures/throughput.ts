import { median, type Effort, type Figure, type Outcome } from '../figure.ts';
import { asOwner } from '../../support/test-database.ts';
import { startEcho, startPortal, type Engine } from '../support/chat-rooms.ts';
import { flood, type Flooded } from '../support/flood.ts';

/** Chats at once, and messages each customer has on the way: more would only wait longer. */
const ROOMS = 100;
const WINDOW = 8;

const measure = async (
  engine: Engine,
  bounds: Pick<Outcome, 'name' | 'budget' | 'beyond'>,
  { rounds, seconds, scale }: Effort,
): Promise<Outcome[]> => {
  const count = Math.max(2, ROOMS * scale);
  const [echo, portal] = [await startEcho(count), await startPortal(count, engine)];
  try {
    // The first seconds of a process are spent compiling.
    for (const server of [echo, portal]) await flood(server, seconds, WINDOW);
    const found: { echo: Flooded; portal: Flooded }[] = [];
    for (let n = 0; n < rounds; n += 1)
      found.push({ echo: await flood(echo, seconds, WINDOW), portal: await flood(portal, seconds, WINDOW) });
    const of = (pick: (round: (typeof found)[number]) => number) => median(found.map(pick));
    return [
      {
        ...bounds,
        value: of((round) => round.portal.rate / round.echo.rate),
        reference: `${Math.round(of((round) => round.echo.rate))}/s`,
        good: 'at least',
        unit: '',
        details: {
          perSecond: Math.round(of((round) => round.portal.rate)),
          byProcessorTime: Number(of((round) => round.echo.cpu / round.portal.cpu).toFixed(3)),
          cpuMicroseconds: Math.round(of((round) => round.portal.cpu)),
          echoCpuMicroseconds: Math.round(of((round) => round.echo.cpu)),
        },
      },
    ];
  } finally {
    await Promise.all([echo.stop(), portal.stop()]);
  }
};

/** How many messages a second are stored durably, acknowledged and heard, of what Socket.IO alone carries. */
export const throughput: Figure = {
  name: 'throughput',
  measure: (effort) =>
    measure(
      'sqlite',
      { name: 'durable messages per second, SQLite ÷ bare echo', budget: 0.35, beyond: 0.5 },
      effort,
    ),
};

/** The same on PostgreSQL, which has the other core to itself and the clients. */
export const throughputPostgres: Figure = {
  name: 'throughput-postgres',
  measure: async (effort) => {
    // The cluster of the tests does without; a message that is acknowledged must be on the disk.
    await asOwner(async (client) => {
      await client.query('alter system set fsync = on');
      await client.query('select pg_reload_conf()');
    });
    return measure(
      'postgres',
      { name: 'durable messages per second, PostgreSQL ÷ bare echo', budget: 0.15, beyond: 0.25 },
      effort,
    );
  },
};
