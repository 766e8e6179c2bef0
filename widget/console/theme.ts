import type { Readable } from '../core/store.ts';
import type { Preferences } from '../features/accounts/console-preferences.store.ts';

/** Light or dark as chosen here, else as the system is; Web Awesome's tokens hang on a class of the root element. */
export function followColorScheme(
  preferences: Readable<Preferences>,
  root: HTMLElement = document.documentElement,
): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { scheme } = preferences.get();
    root.classList.toggle('wa-dark', scheme === null ? system.matches : scheme === 'dark');
  };
  system.addEventListener('change', apply);
  preferences.subscribe(apply);
  apply();
}
