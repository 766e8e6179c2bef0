// In a project of yours: docs/elements/vue.d.ts and support-portal.d.ts, copied beside your code.
import '../../docs/elements/vue.d.ts';
export type { SupportPortal } from '../../docs/elements/support-portal.d.ts';
