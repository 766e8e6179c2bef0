/** What no further try can mend: the job is given up at once, and kept. */
export class PermanentError extends Error {
  override readonly name = 'PermanentError';
}
