import '../features/requests/index.ts';
import { createI18n, type Wanted } from '../i18n/i18n.ts';
import { portalPacks } from '../i18n/portal-packs.ts';
import { define } from '../ui/define.ts';
import { keepSettings, preferred, readSettings, type AppSettings } from './app-settings.ts';
import type { PortalSession } from './session.ts';
import { SupportPanel } from './support-panel.ts';

define('support-panel', SupportPanel);

/** What the stub holds of the panel once it is loaded. */
export interface MountedPanel {
  readonly element: SupportPanel;
  /** The page is in another language now. Where it cannot be loaded, the last one stays. */
  speak(languages: Wanted): Promise<void>;
}

/**
 * Makes the panel of a session, in the language of the visitor's own choice, else in the wanted one, ready to be put
 * somewhere. `onScheme` hears, at once and at each change, whether they chose light or dark.
 */
export async function createPanel(
  session: PortalSession,
  wanted: Wanted,
  onScheme: (scheme: AppSettings['scheme']) => void,
): Promise<MountedPanel> {
  let languages = wanted;
  const i18n = await createI18n({ language: preferred(languages), load: portalPacks });
  const settings = readSettings();
  const element = Object.assign(document.createElement('support-panel'), { session, i18n, settings });
  const speak = (now: Wanted): Promise<void> => {
    languages = now;
    return i18n.change(preferred(languages)).catch(() => {});
  };
  element.onSettings = (chosen) => {
    keepSettings(chosen);
    element.settings = chosen;
    onScheme(chosen.scheme);
    void speak(languages);
  };
  onScheme(settings.scheme);
  return { element, speak };
}
