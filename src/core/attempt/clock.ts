import type { AttemptEvent, PauseReason } from "../../contract/event.ts";

/** A stretch in which the attempt's clock stood still; `to` is null while it still stands. */
export interface Pause {
  readonly reason: PauseReason;
  readonly from: number;
  readonly to: number | null;
}

/** Collects the pauses of a log, in order. */
export function pausesOf(events: readonly AttemptEvent[]): Pause[] {
  const pauses: Pause[] = [];
  for (const event of events) {
    const open = pauses.at(-1);
    if (event.type === "attempt.pause" && open?.to !== null) {
      pauses.push({ reason: event.reason, from: event.t, to: null });
    } else if (event.type === "attempt.resume" && open && open.to === null) {
      pauses[pauses.length - 1] = { ...open, to: event.t };
    }
  }
  return pauses;
}

/**
 * Time on the attempt's clock at `t`: `t` minus the paused time before it (habits.md §2.0, `ct`).
 * @param t milliseconds since `attempt.start`
 */
export function clockTime(t: number, pauses: readonly Pause[]): number {
  let paused = 0;
  for (const { from, to } of pauses) {
    if (from < t) paused += Math.min(to ?? t, t) - from;
  }
  return t - paused;
}

/** `75_000` → `"1:15"`, `3_725_000` → `"62:05"`; negative times get a minus sign. */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const sign = ms <= -1000 ? "-" : "";
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
