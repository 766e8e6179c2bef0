// Made by `npm run docs` from widget/portal: change it there.

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

/** A support portal in a web page: one tag. It draws the launcher and loads the rest when somebody wants it. */
export interface SupportPortal extends HTMLElement {
  /** The portal's id; reflects the attribute. */
  portal: string;
  /** `launcher`, `inline` or `page`; reflects the attribute. */
  mode: string;
  /** Fetches a token that says who is signed in, `null` for nobody; asked when it is needed, and anew when it is over. */
  identityProvider: IdentityProvider | undefined;
  /** Messages of technicians that nobody has read yet. */
  readonly unread: number;
  /** Whether a chat is to be had, as the server said last. */
  readonly availability: Availability;
  /** The panel is open. */
  readonly opened: boolean;
  /** Opens the panel; settles when it is on screen, or says that it cannot be loaded. */
  open(): Promise<void>;
  /** Closes the panel of a launcher. The connection stays only while an answer may come. */
  close(): void;
  /** Opens the panel, or closes it. */
  toggle(): Promise<void> | void;
  /** Opens the panel with the form filled in as far as given; nothing is sent. `false`: a request is in progress. */
  startRequest(draft: RequestDraft): Promise<boolean>;
  /** Says who is signed in, or is now: by a token, or by asking `identityProvider` again. `false` where the server does not accept it; then nobody is let in, not even as a guest. */
  identify(token?: string): Promise<boolean>;
  /** What the website says beside, until it says something else: the technician reads it with the next request. */
  setContext(context: SupportContext): void;
  /** Forgets this visitor on this machine: who they are, their request and what they typed. */
  signOut(): Promise<void>;
  /** Takes the element out of the page, and at once ends what it runs. */
  destroy(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    'support-portal': SupportPortal;
  }
}
