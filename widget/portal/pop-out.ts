import type { Problem } from '../core/result.ts';
import type { Transport } from '../transport/transport.ts';

/** The size of a window, in CSS pixels: a phone's, which the portal is made for. */
const POPUP = 'popup,width=420,height=680';

/** Why a conversation could not go on in a window: a text's key. */
export type PopOutProblem = 'portals:popUpBlocked' | `errors:${Problem['code']}`;

/** Lets a conversation go on in a window of its own, at this address, by a code that works once. */
export async function popOut(transport: Transport, url: string): Promise<PopOutProblem | null> {
  // At once: after waiting for anything browsers no longer take it for somebody's wish.
  const popup = open('', '_blank', POPUP);
  if (!popup) return 'portals:popUpBlocked';
  popup.opener = null;
  const result = await transport.call('visitor:hand-over', {});
  if (result.ok) popup.location.replace(`${url}#${result.data.code}`);
  else popup.close();
  return result.ok ? null : `errors:${result.error.code}`;
}
