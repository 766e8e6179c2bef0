import type { Wanted } from '../i18n/i18n.ts';
import type { Place } from '../features/requests/place.ts';
import type { RequestDraft } from './public-events.ts';

/** What the framed page says first, to each website that may embed it: the browser delivers it to the right one alone. */
export const HELLO = 'support-portal:hello';

/** Custom properties that reach what is in the frame; where it is on the page is the page's own business. */
export const THEME = [
  'accent',
  'on-accent',
  'surface',
  'raised',
  'text',
  'muted',
  'radius',
  'spacing',
  'font',
  'font-size',
  'color-scheme',
].map((name) => `--support-${name}`);

/** The answer to it, with a port for all that follows. */
export interface Welcome {
  type: 'support-portal:welcome';
  languages: Wanted;
  place: Place;
  /** The website's custom properties for its portal, as far as it has any. */
  theme: Record<string, string>;
  /** The panel can be put away. */
  closable: boolean;
}

/**
 * Who the website says it is for. `token`: signed by its server, works once. `code`: of another frame of the page, works
 * once. `guest`: nobody is signed in. `unknown`: it cannot say, so nobody is let in.
 */
export type Identity = { token: string } | { code: string } | 'guest' | 'unknown';

/** From the website's page into the frame. Nothing is shown before the first `identify`. */
export type Order =
  /** `place`: as it is today; an address changes without loading on some websites. */
  | { do: 'retell'; languages: Wanted; place: Place }
  | { do: 'start'; place: Place }
  /** `wait`: it is about to be said who it is for; until then whoever was here is shown no more. */
  | { do: 'rest' | 'focus' | 'wait' }
  | (Question & { number: number });

/** Answered by `answer` with the same number. */
export type Question =
  | { do: 'identify'; identity: Identity }
  | { do: 'fill'; draft: RequestDraft }
  | { do: 'forget' }
  /** For a code with which another frame of the page goes on as the same person; `false` where there is none. */
  | { do: 'hand-over' };

/** From the frame to the website's page: what its developer may know, and nothing of what is said. */
export type News =
  | { tell: 'view'; kind: string }
  | { tell: 'unread'; count: number }
  | { tell: 'message'; at: number }
  | { tell: 'refused'; code: string }
  | { tell: 'answer'; number: number; value: boolean | string }
  /** Who it is for has to be said again: their time is over, or they want another try. */
  | { tell: 'identify' }
  | { tell: 'close' };
