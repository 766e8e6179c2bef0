import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** An exported function of a store that is given a database. */
export interface StoreFunction {
  /** For example `portals.store findPortal`. */
  name: string;
  run: (...given: unknown[]) => Promise<unknown>;
}

/** Found by reading the folder, so that none is left out. */
export const storeFunctions = async (): Promise<StoreFunction[]> => {
  const found: StoreFunction[] = [];
  for (const file of globSync('server/features/**/*.store.ts', { cwd: ROOT }).sort()) {
    const text = readFileSync(join(ROOT, file), 'utf8');
    const names = [...text.matchAll(/^export const (\w+) = (?:async )?(?:<\w+>)?\(\s*(?:db|tx): Db/gm)];
    const functions = (await import(join(ROOT, file))) as Record<string, StoreFunction['run']>;
    const store = file.replace(/^.*\/|\.ts$/g, '');
    found.push(...names.map(([, name]) => ({ name: `${store} ${name}`, run: functions[name!]! })));
  }
  return found;
};
