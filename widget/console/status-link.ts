import type { AvailabilityStore } from '../features/availability/index.ts';
import type { Router } from './router.ts';

const LINK = /^\/status\/(available|unavailable)$/;

/**
 * `/status/available` and `/status/unavailable` switch and show the requests: the shortcuts of the installed console.
 * That no other website leads here is the server's doing.
 */
export const followStatusLink = async (router: Router, availability: AvailabilityStore): Promise<void> => {
  const wanted = LINK.exec(router.get())?.[1];
  if (wanted === undefined) return;
  router.go('/requests/all', { replace: true });
  await availability.set({ available: wanted === 'available' });
};
