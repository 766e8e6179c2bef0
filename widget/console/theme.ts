/** Follows the system's light or dark setting; Web Awesome's tokens hang on a class of the root element. */
export function followColorScheme(root: HTMLElement = document.documentElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    root.classList.toggle('wa-dark', dark.matches);
  };
  dark.addEventListener('change', apply);
  apply();
}
