import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';

/** How much there is in the page after a clean-up, as the browser counts it, and the timers a page's code has running. */
const measure = async (page: Page): Promise<{ listeners: number; nodes: number; timers: number }> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  // What a collection lets go of may hold what only the next one sees.
  for (let time = 0; time < 3; time++) await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  const timers = Number(await page.evaluate('timers.size'));
  return { listeners: of('JSEventListeners'), nodes: of('Nodes'), timers };
};

type Measure = Awaited<ReturnType<typeof measure>>;

/** What a page holds once that no longer changes. */
export const settled = async (page: Page): Promise<Measure> => {
  let last = await measure(page);
  const deadline = Date.now() + 40_000;
  for (;;) {
    const next = await measure(page);
    if ((next.timers === 0 && isDeepStrictEqual(next, last)) || Date.now() > deadline) return next;
    last = next;
  }
};

/**
 * The same once it holds no more than before, but for these few. A panel whose last answer is still on its way is let
 * go of when that is here, and nothing tells when; what is held for good is so at the end of the time too.
 */
export const letGo = async (page: Page, first: Measure, few: number): Promise<Measure> => {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const next = await measure(page);
    const isLetGo = next.nodes - first.nodes < few && next.listeners - first.listeners < few;
    if ((next.timers === 0 && isLetGo) || Date.now() > deadline) return next;
  }
};

/** Remembers the timers that have not fired and were not cleared. */
export const COUNT_TIMERS = `{
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  window.timers = new Set();
  window.setTimeout = (callback, ...more) => {
    const id = setTimeout((...given) => (timers.delete(id), callback(...given)), ...more);
    timers.add(id);
    return id;
  };
  window.setInterval = (...given) => {
    const id = setInterval(...given);
    timers.add(id);
    return id;
  };
  window.clearTimeout = window.clearInterval = (id) => (timers.delete(id), clearTimeout(id), clearInterval(id));
}`;
