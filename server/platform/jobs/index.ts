export { deadJobs, dropJob, retryJob } from './dead-letters.ts';
export { PermanentError } from './permanent-error.ts';
export {
  cancelJob,
  finishJob,
  freeJobs,
  jobBacklog,
  scheduleJob,
  type JobKind,
  type JobRow,
  type Plan,
} from './rows.ts';
export { Worker } from './worker.ts';
