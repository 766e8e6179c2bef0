import type { Limits } from '../config.ts';
import type { Clock } from '../platform/clock.ts';
import { Limiter } from '../platform/limiter.ts';
import { networkOf } from '../platform/network.ts';

/** Refused frames until a socket is cut: five seconds' worth of those it may send, forgotten over a minute. */
const REFUSALS = { seconds: 5, over: 60 };
/** For how long the address of a flood gets no new connection, in milliseconds; those it has go on. */
const PENALTY = 10_000;
/** Addresses with a penalty that are remembered; the oldest go first. */
const PENALTIES = 10_000;
/** A client that is refused comes back within these bounds, in milliseconds. */
const SOONEST = 250;
const LATEST = 30_000;

/** How fast what may come (contract S13): every answer is 0, or the milliseconds until it may come again. */
export class Rates {
  readonly #limiter: Limiter;
  readonly #limits: Limits;
  readonly #clock: Clock;
  /** Connections that were told to come back and will, as many as have not had their turn since. */
  #queue = 0;
  #queueAt = 0;
  /** Until when, by network. */
  readonly #penalties = new Map<string, number>();

  constructor(clock: Clock, limits: Limits) {
    this.#limiter = new Limiter(clock);
    this.#limits = limits;
    this.#clock = clock;
  }

  /** A frame of one socket. Two seconds' worth at once: a reconnecting client reads all its rooms in one go. */
  frame(socketId: string, address: string): number {
    const { eventsPerSecond } = this.#limits;
    return this.#limiter.take(`socket ${socketId}`, eventsPerSecond * 2, 2) || this.call(address);
  }

  /** A frame or a request of one address, whoever is behind it. */
  call(address: string): number {
    const { eventsPerAddress } = this.#limits;
    return this.#limiter.take(`address ${networkOf(address)}`, eventsPerAddress * 2, 2);
  }

  /**
   * After a frame was refused: whether its sender goes on without listening, which costs everybody else. Then its
   * address is kept away for a while, or it would only connect again.
   */
  isFlooding(socketId: string, address: string): boolean {
    const burst = this.#limits.eventsPerSecond * REFUSALS.seconds;
    if (this.#limiter.take(`refused ${socketId}`, burst, REFUSALS.over) === 0) return false;
    const network = networkOf(address);
    this.#penalties.delete(network);
    this.#penalties.set(network, this.#clock.now() + PENALTY);
    const [oldest] = this.#penalties.keys();
    if (this.#penalties.size > PENALTIES && oldest !== undefined) this.#penalties.delete(oldest);
    return true;
  }

  /** Of an address that flooded; asked before anything else is done for a connection. */
  penalty(address: string): number {
    return Math.max(0, (this.#penalties.get(networkOf(address)) ?? 0) - this.#clock.now());
  }

  /**
   * A connection. When a server comes back all its clients do, each at a moment of its own choosing: those beyond
   * what is served in a second are told when, so that they arrive one after the other instead of all again.
   */
  connection(address: string): number {
    const { connectionsPerSecond, socketsPerAddress } = this.#limits;
    const penalty = this.penalty(address);
    if (penalty > 0) return penalty;
    // All that an address may have come back at once, even twice; then a tenth of them each second.
    const own = this.#limiter.take(`connect ${networkOf(address)}`, socketsPerAddress * 2, 20);
    if (own > 0) return own;
    if (this.#limiter.take('connect', connectionsPerSecond, 1) === 0) return 0;
    const now = this.#clock.now();
    const served = ((now - this.#queueAt) / 1000) * connectionsPerSecond;
    this.#queue = Math.max(0, this.#queue - served) + 1;
    this.#queueAt = now;
    return Math.round(Math.min(LATEST, SOONEST + (this.#queue / connectionsPerSecond) * 1000));
  }
}
