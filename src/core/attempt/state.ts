import type { AttemptEvent, AttemptStart, Light, PauseReason, RunEnd } from "../../contract/event.ts";
import type { Suite } from "../../contract/run.ts";
import { type Pause, pausesOf } from "./clock.ts";
import { isComplete } from "./verdict.ts";

/** One stage of an attempt, in the drill's order. */
export interface StageState {
  readonly id: string;
  /** When it opened (`t` of its event); null while it is still closed. */
  readonly openedAt: number | null;
  /** When all of its hidden tests first passed. */
  readonly greenAt: number | null;
  /** Its tests in the latest complete hidden run. */
  readonly passed: number;
  readonly total: number;
  /** A hidden run was started while it was the current stage. */
  readonly hiddenRun: boolean;
}

/** A finished run, as views show it. */
export interface LightState {
  readonly run: string;
  readonly suite: Suite;
  readonly light: Light;
  readonly t: number;
  readonly stage?: string | undefined;
}

/** Everything that a log says about its attempt. */
export interface AttemptState {
  readonly start: AttemptStart;
  readonly stages: readonly StageState[];
  /** The latest stage that is open. */
  readonly stage: string;
  readonly pauses: readonly Pause[];
  readonly paused: PauseReason | null;
  readonly running: { readonly run: string; readonly suite: Suite } | null;
  readonly lights: readonly LightState[];
  readonly lastOwn: RunEnd | null;
  readonly lastHidden: RunEnd | null;
  readonly hints: readonly { readonly id: string; readonly level: number; readonly t: number }[];
  readonly ended: { readonly reason: "submit" | "timeout" | "abandon"; readonly t: number } | null;
  /** `t` of the last event. */
  readonly t: number;
  /** `seq` of the next event. */
  readonly next: number;
}

/** The stage part of a hidden test's id, `s2::name[param]` → `s2`. */
export function stageOfTest(id: string): string {
  return id.slice(0, id.indexOf("::"));
}

/** Hidden runs decide what a stage has: only those in which every test reported. */
function stageAfterRun(stage: StageState, run: RunEnd): StageState {
  if (!isComplete(run)) return stage;
  const own = run.tests.filter((test) => stageOfTest(test.id) === stage.id);
  if (own.length === 0) return stage;
  const passed = own.filter((test) => test.outcome === "passed").length;
  const greenAt = stage.greenAt ?? (passed === own.length ? run.t : null);
  return { ...stage, passed, total: own.length, greenAt };
}

/**
 * Replays a log.
 * @param events a log from its `attempt.start` on, in order
 * @throws RangeError when the first event is not `attempt.start`
 */
export function fold(events: readonly AttemptEvent[]): AttemptState {
  const start = events[0];
  if (start?.type !== "attempt.start") throw new RangeError("a log begins with attempt.start");
  let stages: StageState[] = start.stages.map((id) => ({
    id,
    openedAt: null,
    greenAt: null,
    passed: 0,
    total: 0,
    hiddenRun: false,
  }));
  let stage = start.stages[0] ?? "s1";
  let running: AttemptState["running"] = null;
  const lights: LightState[] = [];
  let lastOwn: RunEnd | null = null;
  let lastHidden: RunEnd | null = null;
  const hints: { id: string; level: number; t: number }[] = [];
  let ended: AttemptState["ended"] = null;

  for (const event of events) {
    switch (event.type) {
      case "stage.start":
        stage = event.stage;
        stages = stages.map((s) => (s.id === event.stage ? { ...s, openedAt: s.openedAt ?? event.t } : s));
        break;
      case "run.start":
        running = { run: event.run, suite: event.suite };
        if (event.suite === "hidden") {
          stages = stages.map((s) => (s.id === stage ? { ...s, hiddenRun: true } : s));
        }
        break;
      case "run.end":
        running = null;
        lights.push({
          run: event.run,
          suite: event.suite,
          light: event.light,
          t: event.t,
          stage: event.stage,
        });
        if (event.suite === "own") lastOwn = event;
        if (event.suite === "hidden") {
          lastHidden = event;
          stages = stages.map((s) => stageAfterRun(s, event));
        }
        break;
      case "hint":
        hints.push({ id: event.id, level: event.level, t: event.t });
        break;
      case "attempt.end":
        ended = { reason: event.reason, t: event.t };
        break;
    }
  }
  const pauses = pausesOf(events);
  const last = events[events.length - 1] as AttemptEvent;
  const open = pauses.at(-1);
  return {
    start,
    stages,
    stage,
    pauses,
    paused: open && open.to === null ? open.reason : null,
    running,
    lights,
    lastOwn,
    lastHidden,
    hints,
    ended,
    t: last.t,
    next: last.seq + 1,
  };
}
