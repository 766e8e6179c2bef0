import { existsSync } from 'node:fs';
import type { Config } from '../config.ts';
import type { Deps } from '../features/feature.ts';
import { declaredSettings } from '../features/index.ts';
import { Attempts } from '../platform/attempts.ts';
import { systemClock } from '../platform/clock.ts';
import { openBeside, sqliteFile } from '../platform/database/open.ts';
import { createLog } from '../platform/log.ts';
import { createMessages } from '../platform/messages/index.ts';
import { createPasswords } from '../platform/passwords.ts';
import { createSecrets } from '../platform/secrets.ts';
import { StartError } from '../platform/start-error.ts';
import { createUrls } from '../platform/urls.ts';
import type { Tools } from './command.ts';

/** @throws StartError 66: a folder without data is a wrong folder more often than a new one. */
const expectData = ({ databaseUrl, dataDir }: Config): void => {
  if (databaseUrl === undefined && !existsSync(sqliteFile(dataDir)))
    throw new StartError(`There is no data in ${dataDir}: set DATA_DIR to the server's folder.`, 66);
};

/** The tools of one run; `close` ends what they opened. */
export const createTools = (configure: () => Config): Tools & { close(): Promise<void> } => {
  let config: Config | undefined;
  let deps: Deps | undefined;
  const tools: Tools = {
    config: () => (config ??= configure()),
    open: async ({ create = false } = {}) => {
      if (deps) return deps;
      const given = tools.config();
      if (!create) expectData(given);
      deps = {
        database: await openBeside(given),
        clock: systemClock,
        log: createLog('silent'),
        urls: createUrls(given.baseDomain, given.publicUrl),
        // Commands make no codes.
        pinned: null,
        secrets: createSecrets(given.secretKey),
        passwords: createPasswords(),
        attempts: new Attempts(systemClock),
        limits: given.limits,
        messages: createMessages(given.messages),
        settings: declaredSettings,
      };
      return deps;
    },
  };
  return { ...tools, close: async () => deps?.database.close() };
};
