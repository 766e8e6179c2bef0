/**
 * The version both sides put into the handshake. A server accepts its own and the one before, so that pages
 * that were open during an upgrade keep working. No zod here: the widget imports these values.
 */
export const PROTOCOL_VERSION = 1;

/** Versions a server of this one accepts, newest first. */
export const acceptedBy = (version: number): readonly number[] =>
  version > 1 ? [version, version - 1] : [version];

/** The most entries one page of a thread holds (contract R5: bounded memory on both sides). */
export const THREAD_PAGE = 200;

/** Longest message, in UTF-16 code units as `String.length` counts them; about two printed pages. */
export const MESSAGE_MAX = 4000;
