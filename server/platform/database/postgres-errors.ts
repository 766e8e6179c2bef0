import { AppError } from '#protocol/errors';

/** The transaction met another one; run again it sees what that one did (40001, 40P01, and a row just inserted). */
const MET_ANOTHER = new Set(['40001', '40P01', '23505']);
/** SQLSTATE classes and codes that mean the database cannot serve now: connections, resources, shutting down. */
const CANNOT_NOW = /^(08|57P|53[023]|55P03|57014)/;
/** 53100: no room on the disk. */
const DISK_FULL = '53100';
/** What `pg` and the network say where there is no SQLSTATE. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT)$|timeout exceeded|Connection terminated|not queryable/;

const codeOf = (error: unknown): string => String((error as { code?: unknown } | null)?.code ?? '');

export const metAnother = (error: unknown): boolean => MET_ANOTHER.has(codeOf(error));

/** What the database says as what a caller is told; anything else stays as it is. */
export const translate = (error: unknown): unknown => {
  const code = codeOf(error);
  if (code === DISK_FULL) return new AppError('storage_full', { cause: error });
  if (
    CANNOT_NOW.test(code) ||
    NO_CONNECTION.test(code) ||
    NO_CONNECTION.test(String((error as Error)?.message))
  )
    return new AppError('busy', { cause: error });
  return error;
};
