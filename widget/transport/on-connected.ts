import type { Transport } from './transport.ts';

/**
 * Calls back whenever the connection is there: now, and after each loss. Stores read what they show in it, with the
 * version they have. The returned function stops it.
 */
export function onConnected({ connection }: Pick<Transport, 'connection'>, callback: () => void): () => void {
  if (connection.get() === 'connected') callback();
  return connection.subscribe((state) => state === 'connected' && callback());
}
