import { tab } from '../core/storage.ts';
import { exchange, introduced, refused, unconfirmed, type Introduction } from './introduction.ts';
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
  const goOnWith = async (somebody: Introduction): Promise<void> => {
    const over = (): void => void panel.show(unconfirmed(() => location.reload()));
    await panel.show(introduced(portalId, somebody, tab, over));
  };
  const takeOver = async (): Promise<void> => {
    await panel.wait();
    const result = await exchange(portalId, { code });
    // Another try is with the same code: without it they would be a guest.
    if (!result.ok) return void panel.show(refused(result.error, takeOver));
    tab.write(key, JSON.stringify(result.data));
    await goOnWith(result.data);
  };
  if (code) return takeOver();
  const kept = tab.readJson<Introduction>(key);
  // Nobody has sent them here: a guest like any other.
  if (!kept) return location.replace('/');
  await goOnWith(kept);
}
