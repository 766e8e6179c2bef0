// Made by `npm run languages` from the folders beside; see docs/languages.md.
import en from './en.json' with { type: 'json' };
import da from './da.json' with { type: 'json' };
import de from './de.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import he from './he.json' with { type: 'json' };
import it from './it.json' with { type: 'json' };
import nl from './nl.json' with { type: 'json' };
import pt from './pt.json' with { type: 'json' };
import th from './th.json' with { type: 'json' };

/** What the server says itself, by language. */
export const TEXTS: Record<string, Partial<typeof en>> & { en: typeof en } = {
  en,
  da,
  de,
  es,
  fr,
  he,
  it,
  nl,
  pt,
  th,
};
