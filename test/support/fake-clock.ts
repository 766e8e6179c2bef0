import type { Clock } from '../../server/platform/clock.ts';

interface Alarm {
  time: number;
  call: () => void;
}

/** A clock that stands still until it is told to go on; what is to be called at once is called all the same. */
export class FakeClock implements Clock {
  #now: number;
  #alarms = new Set<Alarm>();

  constructor(start = Date.UTC(2026, 0, 5, 9)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  at(time: number, call: () => void): () => void {
    const alarm = { time, call };
    this.#alarms.add(alarm);
    if (time <= this.#now) setImmediate(() => this.#ring(alarm));
    return () => this.#alarms.delete(alarm);
  }

  /** Goes on in one step, and then calls what was to be called by then: earliest first, each once. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
    const due = [...this.#alarms].filter(({ time }) => time <= this.#now).sort((a, b) => a.time - b.time);
    for (const alarm of due) this.#ring(alarm);
  }

  #ring(alarm: Alarm): void {
    if (this.#alarms.delete(alarm)) alarm.call();
  }

  /** How many calls are waiting for their time: none when everything has stopped. */
  get waiting(): number {
    return this.#alarms.size;
  }
}
