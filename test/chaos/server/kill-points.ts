import { writeSync } from 'node:fs';

/** Where a server process can be told to die, in the order a message passes them. */
export const POINTS = ['before begin', 'after insert', 'before commit', 'after commit', 'after ack'] as const;
export type Point = (typeof POINTS)[number];

/** What a run tells one of its server processes. */
export type Order =
  | { kind: 'go' }
  /** Die when a message passes this point for the `after`-th time from now on. */
  | { kind: 'arm'; point: Point; after: number };

/** What the process writes to its standard error as its last word. */
export const LAST_WORD = 'killed: ';

let armed: { point: Point; left: number } | null = null;

export const arm = ({ point, after }: Extract<Order, { kind: 'arm' }>): void => {
  armed = { point, left: after };
};

/** The end of this process, as a power cut would end it: nothing after this runs. */
export const die = (point: Point): void => {
  writeSync(2, `${LAST_WORD}${point}\n`);
  process.kill(process.pid, 'SIGKILL');
};

/** A message is at this point; answers whether it is the one to die at. */
export const isTheEnd = (point: Point): boolean => {
  if (armed?.point !== point) return false;
  armed.left -= 1;
  return armed.left === 0;
};

export const reach = (point: Point): void => {
  if (isTheEnd(point)) die(point);
};
