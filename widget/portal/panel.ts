import '../features/requests/index.ts';
import { createI18n, type OwnI18n, type Wanted } from '../i18n/i18n.ts';
import { portalPacks, type PortalTexts } from '../i18n/portal-packs.ts';
import { define } from '../ui/define.ts';
import type { PortalSession } from './session.ts';
import { SupportPanel } from './support-panel.ts';

define('support-panel', SupportPanel);

/** What the stub holds of the panel once it is loaded. */
export interface MountedPanel {
  readonly element: SupportPanel;
  readonly i18n: OwnI18n<PortalTexts>;
}

/** Makes the panel of a session, in the wanted language, ready to be put somewhere. */
export async function createPanel(session: PortalSession, language: Wanted): Promise<MountedPanel> {
  const i18n = await createI18n({ language, load: portalPacks });
  const element = Object.assign(document.createElement('support-panel'), { session, i18n });
  return { element, i18n };
}
