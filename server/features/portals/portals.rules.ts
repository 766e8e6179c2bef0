import type { CommandOutput } from '#protocol/index';

export type PortalStatus = 'active' | 'inactive';
export type RequestStatus = 'new' | 'active' | 'completed' | 'abandoned';
export type RequestOrigin = 'live' | 'offline';

type OwnKind = NonNullable<
  Extract<CommandOutput<'request:current'>, { request: unknown }>['request']
>['kind'];
type FormKind = 'live-form' | 'offline-form' | 'closed';

/** What a customer's view depends on, and nothing else (G19). */
export interface Situation {
  status: PortalStatus;
  /** It is within business hours, and one or more technicians with access to the company are Available. */
  live: boolean;
}

/** The portal for somebody without a request of their own: the cells of the table in G19. Inactive wins (G8). */
export const formView = ({ status, live }: Situation): FormKind => {
  if (status === 'inactive') return 'closed';
  return live ? 'live-form' : 'offline-form';
};

/**
 * Whether a submit is live (G22): what was found at the last change, unless the hours have ended since and their turn
 * among the jobs has not come yet. They can only close.
 */
export const isLive = (row: { live: number; hours_change_at: number | null }, now: number): boolean =>
  row.live === 1 && (row.hours_change_at === null || now < row.hours_change_at);

/** The portal for the holder of a request. A chat in progress may finish in an Inactive portal (G23). */
export const requestView = (
  { status }: Situation,
  request: { status: RequestStatus; origin: RequestOrigin },
): OwnKind => {
  if (request.status === 'completed' || request.status === 'abandoned') return request.status;
  if (request.status === 'active') return 'chatting';
  if (status === 'inactive') return 'closed';
  return request.origin === 'live' ? 'waiting' : 'kept';
};

/** Exact origins; the portal's own pages always may, also under an earlier name (G5). Without an origin it is no browser (contract S2). */
export const originAllowed = (
  origin: string | undefined,
  allowed: readonly string[],
  own: readonly string[],
): boolean => origin === undefined || own.includes(origin) || allowed.includes(origin);
