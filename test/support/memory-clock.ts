import type { Clock, Disposable } from "../../src/app/ports.ts";

interface Ticker {
  readonly every: number;
  readonly tick: () => void;
  due: number;
}

/** A wall clock that moves only when told to, and the timers that hang on it. */
export class MemoryClock implements Clock {
  #wall: number;
  /** What timers count: it knows nothing of a wall clock that is set, or of sleep. */
  #awake = 0;
  readonly #tickers = new Set<Ticker>();

  /** @param at ISO 8601 */
  constructor(at = "2026-11-23T09:00:00.000Z") {
    this.#wall = Date.parse(at);
  }

  now(): number {
    return this.#wall;
  }

  every(ms: number, tick: () => void): Disposable {
    const ticker = { every: ms, tick, due: this.#awake + ms };
    this.#tickers.add(ticker);
    return { dispose: () => this.#tickers.delete(ticker) };
  }

  /** Number of timers that are still wanted. */
  get timers(): number {
    return this.#tickers.size;
  }

  /** Lets `ms` pass; timers fire on the way, each at its own moment. */
  advance(ms: number): void {
    const end = this.#awake + ms;
    for (;;) {
      const next = [...this.#tickers].sort((a, b) => a.due - b.due)[0];
      if (!next || next.due > end) break;
      this.#pass(next.due - this.#awake);
      next.due += next.every;
      next.tick();
    }
    this.#pass(end - this.#awake);
  }

  #pass(ms: number): void {
    this.#awake += ms;
    this.#wall += ms;
  }

  /** Closes the lid for `ms`: the wall clock goes on, timers do not. */
  sleep(ms: number): void {
    this.#wall += ms;
  }

  /** Sets the wall clock, forwards or (negative) back. */
  set(ms: number): void {
    this.#wall += ms;
  }
}
