/** A server process that does nothing but notes' jobs, saying so for each: `node run-jobs.ts <folder>`. */
import { systemClock } from '../../server/platform/clock.ts';
import { finishJob, Worker } from '../../server/platform/jobs/index.ts';
import { createLog } from '../../server/platform/log.ts';
import { NOTE, note, textOf } from './jobs.ts';
import { openTestDatabase } from './test-database.ts';

const database = await openTestDatabase(process.argv[2]!);
const worker = new Worker({
  database,
  clock: systemClock,
  log: createLog('silent'),
  jobs: [NOTE],
  run: async (row) => {
    await database.write(async (tx) => {
      if (await finishJob(tx, systemClock.now(), row, undefined)) await note(tx, textOf(row));
    });
    process.stdout.write(`${textOf(row)}\n`);
  },
});
await worker.start();
