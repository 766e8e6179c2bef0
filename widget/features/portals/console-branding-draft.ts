import type { Problem } from '../../core/result.ts';
import type { Setting, SettingsStore } from '../settings/index.ts';

/** Texts by language; a language that is not there has the built-in words. */
export type OwnWords = Record<string, string>;

/** What an admin chooses for the looks of a portal, by what the server calls it. */
export interface Branding {
  'portal.name': string | null;
  'portal.colour': string | null;
  'portal.logo': string | null;
  'portal.icon': string | null;
  'portal.scheme': 'auto' | 'light' | 'dark';
  'portal.launcher': { shape: 'round' | 'square'; side: 'start' | 'end' };
  'portal.welcomeText': OwnWords;
  'portal.awayText': OwnWords;
  'portal.unavailableText': OwnWords;
}
export type BrandingKey = keyof Branding;

/** What each is called in texts: `portals:branding_…`. In the order they are chosen, and saved, in. */
export const NAMES = {
  'portal.name': 'name',
  'portal.colour': 'colour',
  'portal.logo': 'logo',
  'portal.icon': 'icon',
  'portal.scheme': 'scheme',
  'portal.launcher': 'shape',
  'portal.welcomeText': 'welcome',
  'portal.awayText': 'away',
  'portal.unavailableText': 'unavailable',
} as const satisfies Record<BrandingKey, string>;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What is being chosen, beside what is stored. Only what was changed is sent. */
export class BrandingDraft {
  readonly #settings: SettingsStore;
  readonly #changed = new Map<BrandingKey, Branding[BrandingKey]>();
  /** To be what it inherits again. */
  readonly #reset = new Set<BrandingKey>();

  constructor(settings: SettingsStore) {
    this.#settings = settings;
  }

  /** Something is not what is stored. */
  get isChanged(): boolean {
    return this.#changed.size + this.#reset.size > 0;
  }

  get<K extends BrandingKey>(key: K): Branding[K] {
    if (this.#reset.has(key)) return this.#settings.inherited(key) as Branding[K];
    return (this.#changed.has(key) ? this.#changed.get(key) : this.#settings.get(key)?.value) as Branding[K];
  }

  set<K extends BrandingKey>(key: K, value: Branding[K]): void {
    this.#reset.delete(key);
    if (same(value, this.#settings.get(key)?.value)) this.#changed.delete(key);
    else this.#changed.set(key, value);
  }

  /** Takes this level's own value away, when it is saved. */
  inherit(key: BrandingKey): void {
    this.#changed.delete(key);
    this.#reset.add(key);
  }

  /** Where a value comes from, as it will be once saved. */
  source(key: BrandingKey): 'own' | 'inherited' {
    if (this.#changed.has(key)) return 'own';
    return this.#settings.isOwn(key) && !this.#reset.has(key) ? 'own' : 'inherited';
  }

  /**
   * One after the other; stops at the first the server refuses, and says which. What was saved stays saved, and what
   * was not stays chosen.
   */
  async save(): Promise<{ key: BrandingKey; problem: Problem } | null> {
    for (const key of Object.keys(NAMES) as BrandingKey[]) {
      if (!this.#changed.has(key) && !this.#reset.has(key)) continue;
      const value = this.#reset.has(key) ? null : (this.#changed.get(key) as Setting['value']);
      const result = await this.#settings.set(key, value);
      if (!result.ok) return { key, problem: result.error };
      this.#changed.delete(key);
      this.#reset.delete(key);
    }
    return null;
  }
}

/** The name in a field: spaces inside it are being typed, and nothing else than spaces is no name. */
export const nameIn = ({ value }: HTMLInputElement): string | null => (value.trim() ? value : null);
