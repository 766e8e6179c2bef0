import type { ErrorCode } from '#protocol/errors';
import { reaches } from '../actor.ts';
import type { Technician } from '../feature.ts';
import type { PortalStatus, RequestOrigin, RequestStatus } from '../portals/index.ts';

/** What the rules look at. */
export interface RequestFacts {
  company_id: string;
  status: RequestStatus;
  origin: RequestOrigin;
  technician_id: string | null;
}

/**
 * Whether a technician sees a request at all: only companies they have access to (G26), and an incoming one only
 * while Available (G12, G20).
 */
export const canSee = (technician: Technician, request: RequestFacts): boolean =>
  reaches(technician, 'request.work', request.company_id) &&
  (request.status !== 'new' || technician.available);

/** Nothing can be written or done any more. */
export const isOver = ({ status }: { status: RequestStatus }): boolean =>
  status === 'completed' || status === 'abandoned';

/** Why a technician cannot take a request they see, or `null`. */
export const takeRefusal = (
  technician: { id: string },
  request: RequestFacts,
  portal: PortalStatus,
): ErrorCode | null => {
  if (request.status === 'active') return request.technician_id === technician.id ? null : 'already_taken';
  if (request.status !== 'new') return 'closed';
  // No new chat from any entry while Inactive (G7); the request stays kept.
  return portal === 'inactive' ? 'portal_inactive' : null;
};

/** Why a technician cannot work on a request as its own, or `null`. */
export const workRefusal = (technician: { id: string }, request: RequestFacts): ErrorCode | null => {
  if (isOver(request)) return 'closed';
  return request.technician_id === technician.id ? null : 'not_assigned';
};

/** Why a technician cannot give a request they see another date, or `null`: one in progress is whose it is. */
export const dueRefusal = (technician: { id: string }, request: RequestFacts): ErrorCode | null =>
  request.status === 'new' ? null : workRefusal(technician, request);

/** Why a technician cannot mark a request they see as spam, or take that back, or `null`. */
export const spamRefusal = (technician: { id: string }, request: RequestFacts): ErrorCode | null =>
  request.status === 'active' && request.technician_id !== technician.id ? 'not_assigned' : null;

/** Why the visitor cannot write into their own request, or `null`. Never `portal_inactive` inside a chat (R7). */
export const visitorRefusal = (request: RequestFacts, portal: PortalStatus): ErrorCode | null => {
  if (isOver(request)) return 'closed';
  return request.status === 'new' && portal === 'inactive' ? 'portal_inactive' : null;
};

/** Whether a customer waits for a technician right now: in the queue of an Active portal, for an answer at once. */
export const isWaiting = (request: Pick<RequestFacts, 'status' | 'origin'>, portal: PortalStatus): boolean =>
  request.status === 'new' && request.origin === 'live' && portal === 'active';

/** Whether a chat goes on in a portal that is Inactive (G23). */
export const isDraining = (request: { status: RequestStatus }, portal: PortalStatus): boolean =>
  request.status === 'active' && portal === 'inactive';

/** The address is needed where no answer comes at once, or where the portal asks for it. */
export const needsEmail = (situation: { live: boolean; emailRequired: boolean }): boolean =>
  !situation.live || situation.emailRequired;

/** The first words of a question, for one line of a table. */
export const excerptOf = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  // Half a surrogate pair at the cut would show as a replacement character.
  return line.length <= 140 ? line : `${line.slice(0, 139).replace(/[\uD800-\uDBFF]$/, '')}…`;
};
