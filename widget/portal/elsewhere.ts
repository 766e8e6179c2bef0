import type { Wanted } from '../i18n/i18n.ts';
import type { Language } from '../i18n/languages.ts';

type Words = readonly [why: string, link: string];

/** What a visitor reads where the panel cannot run. */
const WORDS: Record<Language, Words> = {
  en: ['Support has a page of its own.', 'Open support'],
  fr: ['L’assistance a sa propre page.', 'Ouvrir l’assistance'],
  de: ['Der Support hat eine eigene Seite.', 'Support öffnen'],
  es: ['El soporte tiene su propia página.', 'Abrir el soporte'],
  it: ['L’assistenza ha una pagina propria.', 'Apri l’assistenza'],
  da: ['Support har sin egen side.', 'Åbn support'],
  nl: ['Support heeft een eigen pagina.', 'Support openen'],
  he: ['לתמיכה יש דף משלה.', 'פתיחת התמיכה'],
  pt: ['O suporte tem uma página própria.', 'Abrir o suporte'],
  th: ['ฝ่ายสนับสนุนมีหน้าเว็บของตัวเอง', 'เปิดหน้าฝ่ายสนับสนุน'],
};

/** A small box above the launcher, which stays in reach: there is nothing in here to close it with. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host([mode=launcher]) .panel{inset-block:auto calc(var(--_offset) + 72px);inset-inline:auto var(--_offset);inline-size:min(300px,100vw - 2*var(--_offset));block-size:auto;border-radius:18px;box-sizing:border-box}
p{margin:0 0 16px}
a{align-self:start;padding:10px 18px;border-radius:30px;background:var(--_accent);color:var(--support-on-accent,light-dark(#fff,#1e1b4b));text-decoration:none}
`);

/** Says to the page's developer, once, why the panel is not in the page itself; not every browser gives a reason twice. */
export function sayWhy(reason: unknown = 'it did not start'): void {
  // oxlint-disable-next-line no-console -- the only place where the page's own developer can see it
  if (!told) console.warn(`<support-portal>: the panel cannot run in this page (${String(reason)}).`);
  told = true;
}
let told = false;

/** The page lets neither the panel nor a frame in: the visitor gets a link to the portal's own page. */
export function sendElsewhere(box: HTMLElement, url: string, languages: Wanted): void {
  const { adoptedStyleSheets } = box.getRootNode() as ShadowRoot;
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
  const [why, words] = wordsIn([languages].flat());
  const paragraph = document.createElement('p');
  paragraph.textContent = why;
  const link = document.createElement('a');
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener', textContent: words });
  box.replaceChildren(paragraph, link);
}

/** In the first wanted language there is; sharing this with the chunks that are loaded anyway would cost every visitor. */
function wordsIn(wanted: readonly (string | null | undefined)[]): Words {
  const known: Partial<Record<string, Words>> = WORDS;
  return wanted.map((tag) => known[tag?.split('-')[0] ?? '']).find(Boolean) ?? WORDS.en;
}
