import type { TestContext } from 'node:test';
import { ServerProcess, type Program } from './server-process.ts';

export const SECRET_KEY = 'operator-secret-4h8s1k6t9w3e7r2y';

/** A server process that listens; ended with the test, whatever comes of it. */
export const startProcess = async (
  context: TestContext,
  env: Record<string, string>,
  program?: Program,
): Promise<ServerProcess> => {
  const server = new ServerProcess([], env, program);
  context.after(() => server.stop('SIGKILL'));
  await server.prints(/support-portal is running/);
  return server;
};

/** The one-time token of the set-up link it printed. */
export const setUpToken = async (server: ServerProcess): Promise<string> => {
  const link = /\/setup#([\w-]+)\n/;
  return link.exec(await server.prints(link))![1]!;
};
