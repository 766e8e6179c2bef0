import type { EventPayload } from '#protocol/index';
import { createI18n, type OwnI18n } from '../../../widget/i18n/i18n.ts';
import type { PortalTexts } from '../../../widget/i18n/locales/en/portal.ts';
import { portalPacks } from '../../../widget/i18n/portal-packs.ts';
import { Box } from '../../../widget/core/storage.ts';

export type Entry = EventPayload<'thread:appended'>['entry'];

export const portalId = '00000000-0000-4000-8000-000000000001';
export const threadId = '00000000-0000-4000-8000-000000000002';

/** A message of one side; the visitor's unless told otherwise. */
export const message = (
  sequence: number,
  text: string,
  { by = 'visitor', commandId = null }: { by?: 'visitor' | 'technician'; commandId?: string | null } = {},
): Entry => ({
  sequence,
  at: Date.UTC(2030, 0, 15, 12, sequence),
  author: { kind: by, id: by, name: by === 'visitor' ? 'Mia' : 'Tom' },
  commandId,
  kind: 'message',
  body: { text },
});

export const ownRequest = (
  part: Partial<EventPayload<'request:own-changed'>['request']> = {},
): EventPayload<'request:own-changed'>['request'] => ({
  id: '00000000-0000-4000-8000-000000000003',
  threadId,
  number: 7,
  status: 'new',
  origin: 'live',
  kind: 'waiting',
  live: true,
  offered: false,
  draining: false,
  writable: true,
  technician: null,
  name: 'Mia',
  createdAt: 0,
  version: 1,
  ...part,
});

export const portalView = (
  part: Partial<EventPayload<'portal:changed'>> = {},
): EventPayload<'portal:changed'> => ({
  portalId,
  kind: 'live-form',
  texts: { welcome: {}, away: {}, unavailable: {} },
  brand: { name: null, logo: null, style: {} },
  emailRequired: false,
  opensAt: null,
  version: 1,
  ...part,
});

export const english = (language = 'en'): Promise<OwnI18n<PortalTexts>> =>
  createI18n({ language, load: portalPacks });

/** Storage of its own for a test; `broken` throws, as in a private window. */
export function memoryBox(broken = false): Box {
  const kept = new Map<string, string>();
  // Box lists keys as those of a real Storage, which are its own properties.
  const area = new Proxy(
    {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    } as Storage,
    {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    },
  );
  return new Box(() => {
    if (broken) throw new DOMException('refused', 'SecurityError');
    return area;
  });
}
