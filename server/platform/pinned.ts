import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Log } from './log.ts';

/** The widget's file whose content is in its name, for codes that pin it (G17). */
export interface Pinned {
  file: string;
  /** For the attribute of this name: an SRI hash. */
  integrity: string;
}

/** What the build says of itself, as far as it is needed here. */
const manifest = z.object({
  pinned: z.string().regex(/^[\w-]+\.js$/),
  files: z.record(z.string(), z.string().regex(/^sha384-[\w+/]{64}$/)),
});

/** From the folder of the built widget. Without a manifest, or with an unusable one, there is nothing to pin. */
export const readPinned = (dist: string, log: Log): Pinned | null => {
  const path = join(dist, 'embed', 'manifest.json');
  if (!existsSync(path)) return null;
  try {
    const { pinned: file, files } = manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
    const integrity = files[file];
    if (integrity === undefined || !existsSync(join(dist, 'embed', file)))
      throw new Error(`${file} is not there`);
    return { file, integrity };
  } catch (error) {
    log.warn({ err: error, path }, 'the manifest of the built widget cannot be used: no pinned codes');
    return null;
  }
};
