import { createI18n, type Wanted } from '../i18n/i18n.ts';
import { portalPacks } from '../i18n/portal-packs.ts';
import { preferred } from './app-settings.ts';

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
export async function sendElsewhere(box: HTMLElement, url: string, languages: Wanted): Promise<void> {
  const { t } = await createI18n({ language: preferred(languages), load: portalPacks });
  const { adoptedStyleSheets } = box.getRootNode() as ShadowRoot;
  if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
  const paragraph = document.createElement('p');
  paragraph.textContent = t('portals:ownPage');
  const link = document.createElement('a');
  Object.assign(link, { href: url, target: '_blank', rel: 'noopener', textContent: t('portals:openPage') });
  box.replaceChildren(paragraph, link);
}
