import type { PortalState, PortalView } from '../features/portals/portal.store.ts';
import type { OwnRequest, RequestState } from '../features/requests/request.store.ts';
import type { Problem } from '../core/result.ts';

/** What the panel shows; one of these, and nothing else. */
export type View =
  | { kind: 'loading' }
  | { kind: 'problem'; code: Problem['code'] }
  | { kind: 'closed'; view: PortalView }
  | { kind: 'form'; view: PortalView }
  | { kind: 'request'; view: PortalView; request: OwnRequest };

/** Two of the server's answers put together: the own request comes before what everybody sees (G19). */
export function viewOf(portal: PortalState, { current }: RequestState): View {
  if (portal.kind === 'failed') return { kind: 'problem', code: portal.code };
  if (current.kind === 'failed') return { kind: 'problem', code: current.code };
  if (portal.kind === 'loading' || current.kind === 'loading') return { kind: 'loading' };
  const { view } = portal;
  if (current.kind === 'some') return { kind: 'request', view, request: current.request };
  return { kind: view.kind === 'closed' ? 'closed' : 'form', view };
}
