import type { AttemptState } from "../core/attempt/state.ts";
import type { Clock } from "./ports.ts";

/** Two readings this far apart mean that the machine slept: an open session reads its clock every few seconds. */
export const SUSPEND_AFTER_MS = 60_000;

/** A stretch, in `t`, in which nobody read the clock. */
export interface Hole {
  readonly from: number;
  readonly to: number;
}

/**
 * Makes `t`, milliseconds since `attempt.start`, out of the wall clock, by adding up what passes between readings: so
 * it never decreases, and goes on at once when the wall clock is set back.
 */
export class AttemptClock {
  readonly #clock: Clock;
  #wall: number;
  #t: number;
  #holes: Hole[] = [];

  /** @param state of the log so far: `t` goes on from its last event, or from the wall clock if that is later */
  constructor(clock: Clock, state: Pick<AttemptState, "start" | "t">) {
    this.#clock = clock;
    this.#wall = clock.now();
    this.#t = Math.max(state.t, Math.round(this.#wall - Date.parse(state.start.at)));
  }

  /** `t` now. */
  now(): number {
    const wall = this.#clock.now();
    const passed = Math.max(0, Math.round(wall - this.#wall));
    if (passed > SUSPEND_AFTER_MS) this.#holes.push({ from: this.#t, to: this.#t + passed });
    this.#wall = wall;
    this.#t += passed;
    return this.#t;
  }

  /** `t` at an earlier wall-clock time. */
  at(wall: number): number {
    const now = this.now();
    return Math.min(now, now - Math.round(this.#wall - wall));
  }

  /** `t` now without the holes that nobody has taken yet: what a view may show before they are recorded. */
  awake(): number {
    const now = this.now();
    return this.#holes.reduce((t, { from, to }) => t - (to - from), now);
  }

  /** The holes since the last call. */
  takeHoles(): readonly Hole[] {
    this.now();
    const holes = this.#holes;
    this.#holes = [];
    return holes;
  }
}
