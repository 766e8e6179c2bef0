import type { Identity } from './channel.ts';
import type { IdentityProvider } from './public-events.ts';

/** Where the page's word on who is signed in comes from: a token it gave, or its function that fetches one. */
export type Source = string | IdentityProvider;

/** A portal of the page, for sharing: a token is exchanged once for all that are there for the same person. */
export interface Sharer {
  readonly portalId: string;
  readonly source: Source | undefined;
  /** A code with which another goes on as the same person. */
  handOver(): Promise<string | false>;
}

const sharers = new Set<Sharer>();

/** Who a portal is for now. What cannot be found out is `unknown`, never a guest (contract S11). */
export async function identityOf(me: Sharer): Promise<Identity> {
  const { source } = me;
  if (!source) return 'guest';
  const other = [...sharers].find(
    (one) => one !== me && one.portalId === me.portalId && one.source === source,
  );
  const code = await other?.handOver();
  if (code) return { code };
  sharers.add(me);
  if (typeof source === 'string') return { token: source };
  try {
    const token = await source();
    return token ? { token } : 'guest';
  } catch {
    return 'unknown';
  }
}

/** It is gone from the page, or for somebody else. */
export function leave(me: Sharer): void {
  sharers.delete(me);
}
