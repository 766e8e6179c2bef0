import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { tuneCollector } from './platform/collector.ts';
import { ROOT } from './platform/root.ts';
import { StartError } from './platform/start-error.ts';

// What was compiled for one start serves the next; so everything else is imported after this. Beside the code, where
// only those may write who may change the code itself; where nobody may, a start takes its time.
enableCompileCache(join(ROOT, 'dist', '.cache'));

tuneCollector();

try {
  const { readConfig } = await import('./config.ts');
  const config = readConfig(process.env, process.argv.slice(2));
  const { createLog } = await import('./platform/log.ts');
  const { start } = await import('./start.ts');
  await start(config, createLog(config.logLevel));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`support-portal: ${error.message}\n`);
  process.exit(error.exitCode);
}
