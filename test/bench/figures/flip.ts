import { PROTOCOL_VERSION } from '#protocol/version';
import { median, quantile, type Effort, type Figure, type Outcome } from '../figure.ts';
import { startSeeded, technicianOf } from '../support/chat-rooms.ts';
import { SUBDOMAIN } from '../support/seed.ts';
import { WireClient } from '../support/wire-client.ts';

const WIDGETS = 1000;
const FLIPS = 6;

const CHANGED = Buffer.from('["portal:changed"');

/** Milliseconds from the technician's click to each widget's push. */
const flipOnce = async (
  technician: WireClient,
  widgets: readonly WireClient[],
  available: boolean,
): Promise<number[]> => {
  const times: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const start = performance.now();
  for (const widget of widgets)
    widget.onPush = (frame) => {
      if (frame.indexOf(CHANGED) < 0) return;
      times.push(performance.now() - start);
      if (times.length === widgets.length) resolve();
    };
  await technician.must('availability:set', { commandId: crypto.randomUUID(), available });
  await promise;
  return times;
};

const measure = async ({ scale }: Effort): Promise<Outcome[]> => {
  const { process, ready } = await startSeeded(0);
  try {
    const { port, portalId } = ready;
    const widgets: WireClient[] = [];
    for (let n = 0; n < WIDGETS * scale; n += 1) {
      const widget = await WireClient.connect(port, {
        host: `${SUBDOMAIN}.localhost`,
        query: { portal: portalId },
        auth: { protocol: PROTOCOL_VERSION, portal: portalId },
      });
      await widget.must('portal:view', { portalId });
      widgets.push(widget);
    }
    const technician = await technicianOf(ready, port);
    const flips: number[][] = [];
    for (let n = 0; n < FLIPS; n += 1) flips.push(await flipOnce(technician, widgets, n % 2 === 1));
    for (const client of [...widgets, technician]) client.close();
    return [
      {
        name: `availability flip seen by ${widgets.length} open widgets, p99`,
        value: median(flips.map((times) => quantile(times, 0.99))),
        reference: 'the click',
        budget: 1000,
        beyond: 250,
        good: 'below',
        unit: 'ms',
        details: { median: Number(median(flips.map((times) => quantile(times, 0.5))).toFixed(1)) },
      },
    ];
  } finally {
    await process.stop();
  }
};

/** How soon every open page knows that somebody is there, or no longer. */
export const flip: Figure = { name: 'flip', measure };
