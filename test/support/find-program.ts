import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Where a program is: at the path somebody gave, else by one of its names in the PATH, else where it usually is. */
export const findProgram = (
  given: string | undefined,
  names: string[],
  usual: string[] = [],
): string | undefined => {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [given ?? '', ...candidates, ...usual].find((path) => path && isExecutable(path));
};
