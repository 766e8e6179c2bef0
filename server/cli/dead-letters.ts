import { deadJobs, dropJob, retryJob } from '../platform/jobs/index.ts';
import { features } from '../features/index.ts';
import { StartError } from '../platform/start-error.ts';
import { operate } from '../transport/operate.ts';
import { table, when, type Command } from './command.ts';

const list: Command = {
  name: 'dead-letters list',
  summary: 'List the jobs that were given up, oldest first, with what went wrong.',
  run: async (tools) => {
    const data = (await deadJobs((await tools.open()).database.read)).map((job) => ({
      id: job.id,
      kind: job.kind,
      account: job.account,
      attempts: job.attempts,
      'given up': when(job.dead_at),
      error: job.last_error,
    }));
    return { lines: table(data, 'No job was given up.'), data };
  },
};

const deciding = (verb: 'retry' | 'drop', summary: string): Command => ({
  name: `dead-letters ${verb}`,
  args: ['id'],
  summary,
  run: async (tools, { args: [id] }) => {
    const deps = await tools.open();
    const operation = { account: null, command: `dead-letter:${verb}`, input: { id } };
    await operate(deps, features, operation, async ({ db, now }) => {
      const isDone = await (verb === 'retry' ? retryJob(db, now, id!) : dropJob(db, id!));
      if (!isDone) throw new StartError(`No job ${id} was given up; "dead-letters list" shows them.`, 66);
    });
    return {
      lines: [verb === 'retry' ? `Job ${id} is tried again now.` : `Job ${id} is forgotten.`],
      data: { id, done: verb },
    };
  },
});

export const deadLetterCommands: readonly Command[] = [
  list,
  deciding('retry', 'Try a job that was given up again, with all its tries.'),
  deciding('drop', 'Forget a job that was given up.'),
];
