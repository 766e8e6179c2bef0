import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Beside the files of a build, about them; the server reads `pinned`, the next build `earlier`. */
export const MANIFEST = 'manifest.json';

export interface Manifest {
  /** The stub under the name of its content, for codes with `integrity`. */
  pinned?: string;
  /** The files of this build that never change, with their SRI. */
  files: Record<string, string>;
  /** Files of builds before it that are still served, with when a build replaced them. */
  earlier: Record<string, string>;
}

/** Pages stay open for long, and pinned codes stay in websites: so long after its replacement a file is served. */
const MONTHS = 12;

/** As the server knows them: what has its content in its name. */
const isHashed = (file: string): boolean => /-[\w-]{8,}\.\w+$/.test(file);

export const integrityOf = (content: string | Uint8Array): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** `support-portal.js` → `support-portal-0f3c….js`. 16 digits: nobody meets two contents of one name by chance. */
const pinnedName = (file: string, content: string): string =>
  file.replace(/\.js$/, `-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.js`);

/** What a build before this one said of the files it kept; nothing where there was none, or one without a manifest. */
const earlierOf = async (folder: string): Promise<Manifest['earlier']> => {
  try {
    return (JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest).earlier ?? {};
  } catch {
    return {};
  }
};

/**
 * Takes out of a folder what a new build does not have, except hashed files that were replaced less than twelve
 * months ago. Answers these, with when that was.
 */
export const keepEarlier = async (
  folder: string,
  current: ReadonlySet<string>,
  now: Date,
): Promise<Manifest['earlier']> => {
  if (!existsSync(folder)) return {};
  const known = await earlierOf(folder);
  const oldest = new Date(now);
  oldest.setUTCMonth(oldest.getUTCMonth() - MONTHS);
  const kept: Manifest['earlier'] = {};
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of found) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    // The compressed copy goes the way of its file.
    const file = path.slice(folder.length + 1).replace(/\.br$/, '');
    if (current.has(file)) continue;
    const replacedAt = known[file] ?? now.toISOString();
    if (isHashed(file) && new Date(replacedAt) > oldest) kept[file] = replacedAt;
    else await rm(path);
  }
  return Object.fromEntries(Object.entries(kept).sort());
};

/**
 * Beside the files of a build: its manifest, the stub (`pin`) under the name of its content, and what earlier builds
 * left in the folder, instead of emptying it.
 */
export const versions = (pin?: string): Plugin => ({
  name: 'support:versions',
  generateBundle: {
    order: 'post',
    async handler({ dir }, bundle) {
      const contents = new Map(
        Object.values(bundle).map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
      );
      let pinned: string | undefined;
      if (pin !== undefined) {
        const content = String(contents.get(pin));
        pinned = pinnedName(pin, content);
        contents.set(pinned, content);
        this.emitFile({ type: 'asset', fileName: pinned, source: content });
      }
      const files = Object.fromEntries(
        [...contents]
          .filter(([file]) => isHashed(file))
          .map(([file, content]) => [file, integrityOf(content)] as const)
          .sort(),
      );
      const earlier = await keepEarlier(dir!, new Set([...contents.keys(), MANIFEST]), new Date());
      const manifest: Manifest = { ...(pinned !== undefined && { pinned }), files, earlier };
      this.emitFile({ type: 'asset', fileName: MANIFEST, source: `${JSON.stringify(manifest, null, 2)}\n` });
    },
  },
});
