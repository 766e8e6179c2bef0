import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { startForwarder } from './forwarder.ts';

const PRISM = join(
  import.meta.dirname,
  '..',
  '..',
  'node_modules',
  '@stoplight',
  'prism-cli',
  'dist',
  'index.js',
);

export interface ValidatingProxy {
  port: number;
  close(): Promise<void>;
}

/**
 * An outside tool between client and server that knows nothing but an OpenAPI document: a request or answer that does
 * not fit it becomes an error of the proxy's own.
 *
 * @throws Error with what the proxy printed, where it does not start.
 */
export const startValidatingProxy = async (
  document: object,
  upstream: number,
  folder: string,
): Promise<ValidatingProxy> => {
  const file = join(folder, `openapi-${upstream}.json`);
  await writeFile(file, JSON.stringify(document));
  const forwarder = await startForwarder(upstream);
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [PRISM, 'proxy', file, forwarder.url, '--errors', '--host', '127.0.0.1', '--port', String(port)],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  const { promise: listening, resolve, reject } = Promise.withResolvers<void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('Prism is listening')) resolve();
    });
  child.once('exit', () => reject(new Error(`the proxy did not start: ${printed}`)));
  await listening;
  return {
    port,
    close: async () => {
      child.kill();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      await forwarder.close();
    },
  };
};
