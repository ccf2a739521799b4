import type { AttemptEvent, AttemptStart, NewEvent, RunEnd } from "../../src/contract/event.ts";

/** The first event of an attempt at the sample drill. */
export function startEvent(overrides: Partial<AttemptStart> = {}): AttemptStart {
  return {
    seq: 0,
    t: 0,
    type: "attempt.start",
    v: 1,
    attempt: "segment-pool-20261123-4f2a",
    pack: "built-in",
    drill: "segment-pool",
    drill_hash: "h1",
    kind: "implement",
    mode: "practice",
    clock: "on",
    interviewer: "off",
    assist: "open",
    nth: 1,
    signals: ["correctness", "code_quality", "testing"],
    limit_ms: 2_700_000,
    stages: ["s1", "s2", "s3"],
    at: "2026-11-23T09:00:00.000Z",
    env: { python: "3.12.7", pytest: "9.0.3", numpy: null, os: "linux 6", ext: "0.1.0" },
    files: [],
    baseline: { tests: 1, asserts: 1, funcs: 1, stmts: 2 },
    clarifications: ["empty", "order", "dtype"],
    ...overrides,
  };
}

/** A log: its start and these events, each with its time, numbered in order. */
export function logOf(...events: readonly (readonly [t: number, event: NewEvent])[]): AttemptEvent[] {
  const rest = events.map(([t, event], index) => ({ ...event, seq: index + 1, t }) as AttemptEvent);
  return [startEvent(), ...rest];
}

export const stageStart = (stage: string): NewEvent => ({ type: "stage.start", stage });
export const pause = (reason: "user" | "suspend" | "reload" = "user"): NewEvent => ({
  type: "attempt.pause",
  reason,
});
export const resume = (reason: "user" | "suspend" | "reload" = "user"): NewEvent => ({
  type: "attempt.resume",
  reason,
});
export const runStart = (run: string, suite: "own" | "hidden", stage?: string): NewEvent => ({
  type: "run.start",
  run,
  suite,
  ...(stage ? { stage } : {}),
});

type RunEndEvent = Extract<NewEvent, { type: "run.end" }>;

/** The end of a run with these outcomes; its light follows from them unless given. */
export function runEnd(
  run: string,
  suite: "own" | "hidden",
  outcomes: Readonly<Record<string, RunEnd["tests"][number]["outcome"]>>,
  overrides: Partial<RunEndEvent> = {},
): RunEndEvent {
  const tests = Object.entries(outcomes).map(([id, outcome]) => ({ id, outcome, ms: 1 }));
  const count = (outcome: string) => tests.filter((test) => test.outcome === outcome).length;
  const failing = tests.find(({ outcome }) => outcome === "failed" || outcome === "error");
  return {
    type: "run.end",
    run,
    suite,
    light: failing ? "red" : "green",
    exit: failing ? 1 : 0,
    passed: count("passed"),
    failed: count("failed"),
    errors: count("error"),
    skipped: count("skipped"),
    total: tests.length,
    dur_ms: 10,
    waited_ms: 0,
    tests,
    ...(failing ? { err: { type: "AssertionError", test: failing.id } } : {}),
    snaps: {},
    ...overrides,
  };
}
