export { deadJobs, dropJob, retryJob } from './dead-letters.ts';
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
