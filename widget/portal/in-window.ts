import { tab } from '../core/storage.ts';
import { exchange, introduced, refused, type Introduction } from './introduction.ts';
import type { PagePanel } from './page-panel.ts';

/**
 * The portal in a window of its own, where somebody goes on with what they began in a website: by a code in the
 * address, which works once and is taken out of it at once; through reloads by what the tab keeps.
 */
export async function goOn(panel: PagePanel): Promise<void> {
  const { portalId } = panel;
  const key = `support-portal:window:${portalId}`;
  const code = location.hash.slice(1);
  history.replaceState(null, '', location.pathname);
  const startAgain = (): void => location.reload();
  if (code) {
    const result = await exchange(portalId, { code });
    if (!result.ok) return panel.show(refused(result.error, startAgain));
    tab.write(key, JSON.stringify(result.data));
  }
  const kept = tab.readJson<Introduction>(key);
  // Nobody has sent them here: a guest like any other.
  if (!kept) return location.replace('/');
  const over = (): void => {
    void panel.show(refused({ code: 'identity_refused', retry: false }, startAgain));
  };
  await panel.show(introduced(portalId, kept, tab, over));
}
