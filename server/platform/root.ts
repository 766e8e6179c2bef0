import { join } from 'node:path';

/** The project's folder; two above this file, and as well two above the bundle in `dist/server` that it goes into. */
export const ROOT = join(import.meta.dirname, '..', '..');
