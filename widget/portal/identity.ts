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

/**
 * Who a portal is for now. What cannot be found out is `unknown`, never a guest (contract S11). `isNews`: the page has
 * just said so, and what others were told before may be about somebody else.
 */
export async function identityOf(me: Sharer, isNews: boolean): Promise<Identity> {
  const { source } = me;
  if (!source) return 'guest';
  const others = [...sharers].filter(
    (one) => one !== me && one.portalId === me.portalId && one.source === source,
  );
  if (isNews && typeof source !== 'string') others.splice(0).forEach(leave);
  const code = await others[0]?.handOver();
  if (code) return { code };
  sharers.add(me);
  if (typeof source === 'string') return { token: source };
  try {
    const token: unknown = await source();
    // Nothing else says that nobody is signed in: `undefined` is what is left of an answer that was an error.
    if (token === null) return 'guest';
    return token && typeof token === 'string' ? { token } : 'unknown';
  } catch {
    return 'unknown';
  }
}

/** It is gone from the page, or for somebody else. */
export function leave(me: Sharer): void {
  sharers.delete(me);
}
