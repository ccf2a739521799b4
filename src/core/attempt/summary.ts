import { type AttemptSummary, SUMMARY_FORMAT } from "../../contract/attempt.ts";
import { clockTime } from "./clock.ts";
import type { AttemptState } from "./state.ts";

/**
 * What lists need to know of an attempt.
 * @param log size in bytes and modification time in ms of the log that `state` was folded from
 */
export function summarise(
  state: AttemptState,
  log: { size: number; mtime: number },
  damaged: boolean,
): AttemptSummary {
  const { start, ended, lights, hints } = state;
  const runs = lights.filter(({ afterEnd }) => !afterEnd);
  return {
    format: SUMMARY_FORMAT,
    log,
    attempt: start.attempt,
    pack: start.pack,
    drill: start.drill,
    nth: start.nth,
    mode: start.mode,
    at: start.at,
    ended: ended?.reason ?? null,
    clock_ms: clockTime(ended?.t ?? state.t, state.pauses),
    limit_ms: start.limit_ms,
    stages: state.stages.map(({ id, greenAt, passed, total }) => ({
      id,
      green: greenAt !== null,
      passed,
      total,
    })),
    lights: lights.map(({ suite, light, t, stage }) => ({ suite, light, t, ...(stage ? { stage } : {}) })),
    own_runs: runs.filter(({ suite }) => suite === "own").length,
    hidden_runs: runs.filter(({ suite }) => suite === "hidden").length,
    hints: hints.length,
    hint_level: Math.max(0, ...hints.map(({ level }) => level)),
    damaged,
  };
}

export type DrillState = "new" | "started" | "passed" | "mastered";

const WEEK_MS = 7 * 24 * 3_600_000;

/** True when the attempt ended with every stage green. */
export function hasPassed(summary: AttemptSummary): boolean {
  return summary.ended !== null && summary.stages.length > 0 && summary.stages.every((stage) => stage.green);
}

/**
 * What a drill's attempts say about it (design.md §2.2): mastered = passed without a hint in each of the last two
 * ended attempts, at least a week apart.
 */
export function drillState(attempts: readonly AttemptSummary[]): DrillState {
  if (attempts.length === 0) return "new";
  const ended = attempts
    .filter((attempt) => attempt.ended !== null)
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const [before, latest] = ended.slice(-2);
  if (before && latest && Date.parse(latest.at) - Date.parse(before.at) >= WEEK_MS) {
    if ([before, latest].every((attempt) => hasPassed(attempt) && attempt.hints === 0)) return "mastered";
  }
  return ended.some(hasPassed) ? "passed" : "started";
}
