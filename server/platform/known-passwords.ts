/** Lists of what many people use; loaded (70 ms, 5 MB) with the first password somebody chooses. */
const load = async (): Promise<ReadonlySet<string>> => {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set([...dictionary['passwords-common'], ...dictionary['diceware-common']]);
};
let loading: Promise<ReadonlySet<string>> | undefined;

/** Digits and signs around a word do not make it another: `Password123!` is `password`. */
const bare = (text: string): string => text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

/** A word written over and over is that word: `dragondragon`. */
const once = (text: string): string => /^(.+?)\1+$/su.exec(text)?.[1] ?? text;

/** Written with signs for letters. */
const plain = (text: string): string =>
  text.replace(
    /[@4301$57!]/g,
    (sign) =>
      ({ '@': 'a', '4': 'a', '3': 'e', '0': 'o', '1': 'i', $: 's', '5': 's', '7': 't', '!': 'i' })[sign]!,
  );

/** The password itself and what it is a trivial variation of. */
const variations = (password: string): Set<string> => {
  const lower = password.toLowerCase();
  const forms = [lower, bare(lower), plain(lower), plain(bare(lower)), bare(plain(lower))];
  return new Set([...forms, ...forms.map(once), ...forms.map(once).map(bare)].filter((form) => form !== ''));
};

/** Whether a password is one that is tried first by whoever guesses (contract S8). */
export const isKnownPassword = async (password: string): Promise<boolean> => {
  loading ??= load();
  const known = await loading;
  // Nothing but digits and signs in a row that is no word: `123123123123`.
  if (new Set(password).size < 4) return true;
  return [...variations(password)].some((form) => known.has(form));
};

/** A part of a name shorter than this is in many a sentence. */
const TELLING = 4;

/** Whether it has one of these names in it, or a word of one. */
export const containsName = (password: string, names: readonly string[]): boolean => {
  const squeezed = (text: string) =>
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[\p{M}\s._-]+/gu, '');
  const found = squeezed(password);
  return names
    .flatMap((name) => [name, ...name.split(/[\s@]+/u)])
    .map(squeezed)
    .some((part) => part.length >= TELLING && found.includes(part));
};
