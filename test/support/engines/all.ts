import type { Engine } from './engine.ts';
import { Firefox } from './firefox.ts';
import { WebKit } from './webkit.ts';

/** The engines other than Chromium, which has the whole of the stories in test/browser. */
export const ENGINES: Record<string, () => Promise<Engine>> = {
  Firefox: () => Firefox.start(),
  WebKitGTK: () => WebKit.start(),
};
