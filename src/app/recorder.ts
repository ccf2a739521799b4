import type { AttemptEvent, NewEvent } from "../contract/event.ts";
import { type AttemptState, fold } from "../core/attempt/state.ts";
import { summarise } from "../core/attempt/summary.ts";
import type { AttemptClock } from "./attempt-clock.ts";
import type { AttemptLog, Damage } from "./ports.ts";

/** The one writer of an attempt's log: gives each event its place and time, and keeps the state folded. */
export class Recorder {
  readonly #log: AttemptLog;
  readonly #clock: AttemptClock;
  readonly #events: AttemptEvent[];
  readonly damage: Damage | null;
  state: AttemptState;

  constructor(
    log: AttemptLog,
    clock: AttemptClock,
    content: { events: readonly AttemptEvent[]; damage: Damage | null },
  ) {
    this.#log = log;
    this.#clock = clock;
    this.#events = [...content.events];
    this.damage = content.damage;
    this.state = fold(this.#events);
  }

  /** Appends an event at `t` (now, unless given); it is in the file when this returns. */
  record(event: NewEvent, t = this.#clock.now()): void {
    const whole = { ...event, seq: this.state.next, t: Math.max(t, this.state.t) } as AttemptEvent;
    this.#log.append(whole);
    this.#events.push(whole);
    this.state = fold(this.#events);
  }

  /** Forces the log onto the disk and writes the summary made from it. */
  flush(): void {
    this.#log.sync();
    this.#log.writeSummary(summarise(this.state, this.#log.stamp(), this.damage !== null));
  }
}
