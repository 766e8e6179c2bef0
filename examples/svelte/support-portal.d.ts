// In a project of yours: docs/elements/svelte.d.ts and support-portal.d.ts, copied beside your code.
import '../../docs/elements/svelte.d.ts';
export type { SupportPortal } from '../../docs/elements/support-portal.d.ts';
