/** Whether a chat is to be had now: `live` with a technician Available, `offline` for a request, `closed`. */
export type Availability = 'live' | 'offline' | 'closed' | 'unknown';

/** What `startRequest` may fill in. */
export interface RequestDraft {
  name?: string;
  email?: string;
  text?: string;
}

/**
 * What the website says beside, for the technician: an order, a plan … The first 20 facts count, cut to 40 characters
 * of name and 500 of value.
 */
export type SupportContext = Record<string, string | number | boolean>;

/** Fetches a fresh identity token from the website's own server; `null`, and nothing else, where nobody is signed in. */
export type IdentityProvider = () => Promise<string | null> | string | null;

/** What leaves `<support-portal>`: all of it bubbles and crosses shadow roots. */
export interface SupportPortalEventMap {
  /** It knows for the first time whether the portal is open. */
  'support-ready': CustomEvent<{ availability: Availability }>;
  /** Before the panel opens; `preventDefault()` keeps it closed. */
  'support-open': CustomEvent<null>;
  /** The panel is on screen. */
  'support-opened': CustomEvent<null>;
  /** Before the panel closes; `preventDefault()` keeps it open. */
  'support-close': CustomEvent<null>;
  'support-closed': CustomEvent<null>;
  'support-status-change': CustomEvent<{ availability: Availability }>;
  'support-unread-change': CustomEvent<{ unread: number }>;
  /** A technician wrote; what they wrote stays inside. `at`: milliseconds since 1970 UTC. */
  'support-message': CustomEvent<{ at: number }>;
  /** Nothing can be shown: a code of the protocol, or `not_loaded`. */
  'support-error': CustomEvent<{ code: string }>;
}

declare global {
  // They bubble: documents and windows hear them too.
  interface GlobalEventHandlersEventMap extends SupportPortalEventMap {}
}
