import type { AttemptEvent, AttemptStart, Light, PauseReason, RunEnd } from "../../contract/event.ts";
import type { Suite } from "../../contract/run.ts";
import { type Pause, pausesOf } from "./clock.ts";
import { isComplete } from "./verdict.ts";

/** One stage of an attempt, in the drill's order. */
export interface StageState {
  readonly id: string;
  /** When it opened (`t` of its event); null while it is still closed. */
  readonly openedAt: number | null;
  /** When all of its hidden tests, and those of the stages before it, first passed in one run. */
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
  /** Started by Finish: it gives scores but counts as no run of the attempt (habits.md §1). */
  readonly afterEnd: boolean;
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

/**
 * Hidden runs decide what the stages have: only those in which every test reported. A stage is green when its
 * tests and those of all stages before it pass in one run: what it broke again counts against it.
 */
function stagesAfterRun(stages: readonly StageState[], run: RunEnd): StageState[] {
  if (!isComplete(run)) return [...stages];
  let broken = false;
  return stages.map((stage) => {
    const own = run.tests.filter((test) => stageOfTest(test.id) === stage.id);
    if (own.length === 0) return stage;
    const passed = own.filter((test) => test.outcome === "passed").length;
    broken ||= passed < own.length;
    return { ...stage, passed, total: own.length, greenAt: stage.greenAt ?? (broken ? null : run.t) };
  });
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
  let afterEnd = false;
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
        afterEnd = ended !== null;
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
          afterEnd,
        });
        if (event.suite === "own") lastOwn = event;
        if (event.suite === "hidden") {
          lastHidden = event;
          stages = stagesAfterRun(stages, event);
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
    // In a mock round time runs on, whatever happens (habits.md §2.0).
    pauses: start.mode === "mock" ? [] : pauses,
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
