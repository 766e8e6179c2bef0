import type { Wanted } from '../i18n/i18n.ts';
import { lasting } from '../core/storage.ts';

/** What a visitor chose for themselves on this machine; `null`: as the website or the system is. */
export interface AppSettings {
  language: string | null;
  scheme: 'light' | 'dark' | null;
}

const KEY = 'support-portal:settings';

export const readSettings = (): AppSettings => ({
  language: null,
  scheme: null,
  ...lasting.readJson<Partial<AppSettings>>(KEY),
});

/** Reading stores nothing; choosing does, on this machine and for the visitor alone. */
export const keepSettings = (settings: AppSettings): void => lasting.write(KEY, JSON.stringify(settings));

/** Setting, then page, then browser (A31). */
export const preferred = (offered: Wanted): Wanted => [readSettings().language, ...[offered].flat()];
