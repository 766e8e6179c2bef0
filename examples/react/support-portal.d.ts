// In a project of yours: docs/elements/react.d.ts and support-portal.d.ts, copied beside your code.
import '../../docs/elements/react.d.ts';
export type { SupportPortal } from '../../docs/elements/support-portal.d.ts';
