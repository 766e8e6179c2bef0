import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface SourceFile {
  /** From the project's root, with slashes. */
  path: string;
  text: string;
}

/** Files of the project by patterns, in order. */
export const filesOf = (...patterns: string[]): SourceFile[] =>
  globSync(patterns, { cwd: ROOT, exclude: (name) => name === 'node_modules' || name === 'dist' })
    .map((path) => path.split('\\').join('/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));

export interface Import {
  /** What is written. */
  from: string;
  /** A path of the project, or the name of a package. */
  to: string;
  isType: boolean;
  /** `import()` when it is wanted. */
  isLazy: boolean;
}

const STATIC = /^(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?'([^']+)'/gm;
const LAZY = /\bimport\(\s*'([^']+)'/g;

/** What a file imports and re-exports, read as text. */
export const importsOf = ({ path, text }: SourceFile): Import[] => {
  const resolve = (from: string): string => {
    if (from.startsWith('#protocol/')) return `server/protocol/${from.slice('#protocol/'.length)}.ts`;
    return from.startsWith('.') ? posix.normalize(posix.join(dirname(path), from)) : from;
  };
  return [
    ...[...text.matchAll(STATIC)].map(([, type, from]) => ({
      from: from!,
      to: resolve(from!),
      isType: type !== undefined,
      isLazy: false,
    })),
    ...[...text.matchAll(LAZY)].map(([, from]) => ({
      from: from!,
      to: resolve(from!),
      isType: false,
      isLazy: true,
    })),
  ];
};

/** Text without comments, so that a rule may be named where it is explained. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
