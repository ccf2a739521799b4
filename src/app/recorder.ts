import type { AttemptEvent, NewEvent } from "../contract/event.ts";
import type { RunFact } from "../contract/run.ts";
import { type AttemptState, fold } from "../core/attempt/state.ts";
import { summarise } from "../core/attempt/summary.ts";
import type { AttemptClock } from "./attempt-clock.ts";
import { takenOver } from "./errors.ts";
import type { AttemptLog, Lock, LogContent } from "./ports.ts";

export interface RecorderOptions {
  readonly log: AttemptLog;
  readonly lock: Lock;
  readonly clock: AttemptClock;
  readonly content: LogContent;
}

/** The one writer of an attempt's log: gives each event its place and time, and keeps the state folded. */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #events: AttemptEvent[];
  #lost = false;
  state: AttemptState;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#events = [...options.content.events];
    this.state = fold(this.#events);
  }

  /** True once another window was found to have taken over: nothing is written any more. */
  get lost(): boolean {
    return this.#lost;
  }

  /**
   * Appends an event at `t` (now, unless given); it is in the file when this returns.
   * @throws HumanError when another window has taken over, or the log cannot be written
   */
  record(event: NewEvent, t = this.#options.clock.now()): void {
    // Sleep that ended just now comes before what happens now, and none of it is the candidate's time.
    this.noteSleep();
    this.#append(event, t);
  }

  /** Records the machine's sleep since the last call as a pause. @returns false when there was none */
  noteSleep(): boolean {
    const holes = this.#options.clock.takeHoles();
    if (holes.length === 0 || this.state.ended || this.state.paused) return false;
    for (const { from, to } of holes) {
      this.#append({ type: "attempt.pause", reason: "suspend" }, from);
      this.#append({ type: "attempt.resume", reason: "suspend" }, to);
    }
    return true;
  }

  #append(event: NewEvent, t: number): void {
    this.#mustHold();
    const whole = { seq: this.state.next, t: Math.max(t, this.state.t), ...event } as AttemptEvent;
    this.#options.log.append(whole);
    this.#events.push(whole);
    this.state = fold(this.#events);
  }

  /** Keeps a fact of a run beside the log. */
  keepFact(run: string, fact: RunFact): void {
    this.#mustHold();
    this.#options.log.appendFact(run, fact);
  }

  /** Renews the lock. @returns false when another window has taken over */
  beat(): boolean {
    this.#lost ||= !this.#options.lock.beat();
    return !this.#lost;
  }

  /** False when another window has taken over. */
  holds(): boolean {
    this.#lost ||= !this.#options.lock.isHeld();
    return !this.#lost;
  }

  /** Two writers would ruin the log: the lock is looked at before every event, not only at heartbeats. */
  #mustHold(): void {
    if (!this.holds()) throw takenOver();
  }

  /** Forces the log onto the disk and writes the summary made from it. */
  flush(): void {
    this.#mustHold();
    const { log } = this.#options;
    log.sync();
    log.writeSummary(summarise(this.state, log.stamp(), false));
  }
}
