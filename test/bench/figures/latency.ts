import { median, quantile, type Effort, type Figure, type Outcome } from '../figure.ts';
import { answerTimes } from '../support/answer-times.ts';
import { startEcho, startPortal } from '../support/chat-rooms.ts';
import { flood } from '../support/flood.ts';

const ROOMS = 100;
const WINDOW = 8;
/** Of what the portal can do at most; the echoes get as many messages. */
const LOAD = 0.2;

const measure = async ({ rounds, seconds, scale }: Effort): Promise<Outcome[]> => {
  const count = Math.max(2, ROOMS * scale);
  const [echo, storing, portal] = [
    await startEcho(count),
    await startEcho(count, 'durable'),
    await startPortal(count),
  ];
  try {
    await flood(echo, seconds, WINDOW);
    await flood(storing, seconds, WINDOW);
    await flood(portal, seconds, WINDOW);
    const rate = (await flood(portal, seconds, WINDOW)).rate * LOAD;
    const found: { echo: number[]; storing: number[]; portal: number[] }[] = [];
    for (let n = 0; n < rounds; n += 1)
      found.push({
        echo: await answerTimes(echo.rooms, seconds, rate),
        storing: await answerTimes(storing.rooms, seconds, rate),
        portal: await answerTimes(portal.rooms, seconds, rate),
      });
    const line = (share: number): Outcome => {
      const of = (pick: (round: (typeof found)[number]) => number) => median(found.map(pick));
      const floor = of((round) => quantile(round.storing, share) / quantile(round.echo, share));
      return {
        name: `answer at 20 % load, p${share * 100} ÷ bare echo`,
        value: of((round) => quantile(round.portal, share) / quantile(round.echo, share)),
        reference: `${of((round) => quantile(round.echo, share)).toFixed(2)} ms; stored and nothing else: ${floor.toFixed(2)}`,
        budget: 3,
        beyond: 2,
        good: 'at most',
        unit: '',
        details: {
          milliseconds: Number(of((round) => quantile(round.portal, share)).toFixed(2)),
          perSecond: Math.round(rate),
          storedAndNothingElse: Number(floor.toFixed(2)),
        },
      };
    };
    return [line(0.5), line(0.99)];
  } finally {
    await Promise.all([echo.stop(), storing.stop(), portal.stop()]);
  }
};

/** How long a sender waits for the answer while the server has little to do. */
export const latency: Figure = { name: 'latency', measure };
