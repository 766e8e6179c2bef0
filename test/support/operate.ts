import { join } from 'node:path';
import type { App } from '../../server/app.ts';
import { features } from '../../server/features/index.ts';
import type { Changing } from '../../server/features/feature.ts';
import { openSqliteBeside } from '../../server/platform/database/sqlite.ts';
import { operate as run } from '../../server/transport/operate.ts';
import { onPostgres, openTestDatabase } from './test-database.ts';
import type { TestServer } from './test-server.ts';

/** What the operator's commands do, beside a server of the same process. */
export const operate = <T>(
  { deps }: App,
  command: string,
  input: { account?: string },
  change: (context: Changing) => Promise<T>,
): Promise<T> => run(deps, features, { command, input, account: input.account ?? null }, change);

/** The same from outside: by a connection of its own, as the operator's commands; the server has heard of it after. */
export const operateBeside = async <T>(
  { app, folder, clock }: TestServer,
  command: string,
  change: (context: Changing) => Promise<T>,
): Promise<T> => {
  const database = await (onPostgres
    ? openTestDatabase(folder)
    : openSqliteBeside(join(folder, 'data.sqlite')));
  try {
    return await run({ ...app.deps, database }, features, { command, input: {}, account: null }, change);
  } finally {
    await database.close();
    clock.advance(1000);
  }
};
