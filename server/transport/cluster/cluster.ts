import type { ServerOptions } from 'socket.io';

/** Whose clients may not have heard of something: this process's own, or those of the others. */
export type Missing = 'here' | 'elsewhere';

/**
 * The line between server processes that share a database: pushes go over it, so that whoever is connected to one
 * hears what happens in another. It promises nothing across an outage of its own; `onMissed` says when there was one.
 */
export interface Cluster {
  /** For Socket.IO. */
  adapter: ServerOptions['adapter'];
  /** Calls `missed` when the line works again after pushes may have got lost on it. */
  onMissed(missed: (missing: Missing) => void): void;
  close(): Promise<void>;
}
