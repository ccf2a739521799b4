import type { AttemptState } from "../core/attempt/state.ts";
import type { Clock } from "./ports.ts";

/** A heartbeat that comes this late means that the machine slept. */
export const SUSPEND_AFTER_MS = 60_000;

/**
 * Turns the wall clock into `t`, milliseconds since `attempt.start`, never decreasing. A wall clock that is set
 * back stands still until it has caught up.
 */
export class AttemptClock {
  readonly #clock: Clock;
  readonly #startedAt: number;
  #last: number;

  /** @param state of the log so far: `t` goes on from its last event */
  constructor(clock: Clock, state: Pick<AttemptState, "start" | "t">) {
    this.#clock = clock;
    this.#startedAt = Date.parse(state.start.at);
    this.#last = state.t;
  }

  /** `t` now. */
  now(): number {
    return this.at(this.#clock.now());
  }

  /** `t` at a wall-clock time, at least as late as any answer before. */
  at(wall: number): number {
    this.#last = Math.max(this.#last, Math.round(wall - this.#startedAt));
    return this.#last;
  }
}
