import type { Light, NewEvent, RunEnd } from "../../contract/event.ts";
import type { RunFact, Suite } from "../../contract/run.ts";

/** What a run was asked to do, as far as its verdict needs it. */
export interface RunExpectation {
  readonly run: string;
  readonly suite: Suite;
  readonly stage: string;
  /** Hidden runs: stage → number of its tests in `drill.lock`. Empty for own runs. */
  readonly tests: Readonly<Record<string, number>>;
}

type RunEndEvent = Extract<NewEvent, { type: "run.end" }>;
type Of<T extends RunFact["type"]> = Extract<RunFact, { type: T }>;

/**
 * True when every test of a hidden run reported, so that stages may be judged by it. A red run that names no
 * failing test (crash, limit, disturbed …) is one whose facts are not whole.
 */
export function isComplete(run: Pick<RunEnd, "light" | "err">): boolean {
  return run.light === "green" || (run.light === "red" && run.err?.test !== undefined);
}

function first<T extends RunFact["type"]>(facts: readonly RunFact[], type: T): Of<T> | undefined {
  return facts.find((fact): fact is Of<T> => fact.type === type);
}
function all<T extends RunFact["type"]>(facts: readonly RunFact[], type: T): Of<T>[] {
  return facts.filter((fact): fact is Of<T> => fact.type === type);
}

/** Whether one fact came for each collected test, and hidden suites are as large as `drill.lock` says. */
function isWhole(expected: RunExpectation, facts: readonly RunFact[]): boolean {
  const collected = first(facts, "run.collected");
  const end = first(facts, "run.end");
  if (!first(facts, "run.begin") || !collected || !end) return false;
  const tests = all(facts, "run.test");
  const ids = new Set(tests.map((test) => test.id));
  if (ids.size !== tests.length || tests.length !== end.total) return false;
  if (collected.tests.length !== ids.size || !collected.tests.every(({ id }) => ids.has(id))) return false;
  if (expected.suite !== "hidden") return true;
  const counts: Record<string, number> = {};
  for (const test of tests) counts[test.stage ?? ""] = (counts[test.stage ?? ""] ?? 0) + 1;
  const stages = Object.keys(expected.tests);
  return (
    stages.every((stage) => counts[stage] === expected.tests[stage]) &&
    Object.keys(counts).every((stage) => stage in expected.tests)
  );
}

/** How a process that never said its end came to it: hang-up, kill and terminate are kills, other signals crashes. */
function deathOf(exit: Of<"run.exit">): string {
  if (exit.signal === null) return "exit";
  return exit.signal === 9 || exit.signal === 15 || exit.signal === 1 ? "killed" : "crash";
}

function lightOf(
  expected: RunExpectation,
  facts: readonly RunFact[],
): { light: Light; type?: string; line?: number; test?: string } {
  const exit = first(facts, "run.exit");
  if (!exit || exit.interrupted) return { light: "none", type: "interrupted" };
  if (exit.limit === "wall" || exit.limit === "cpu") return { light: "timeout", type: "timeout" };
  if (exit.limit) return { light: "red", type: exit.limit };
  const end = first(facts, "run.end");
  const problem = first(facts, "run.problem");
  if (!end) {
    if (problem?.error.type === "SystemExit") return { light: "red", type: "SystemExit" };
    return { light: "red", type: deathOf(exit) };
  }
  if (problem) {
    const { type, line } = problem.error;
    if (type === "SystemExit") return { light: "red", type };
    return { light: "amber", type: problem.kind === "pytest" ? "pytest" : type, ...(line ? { line } : {}) };
  }
  if (end.exit === 3 || end.exit === 4) return { light: "amber", type: "pytest" };
  const tests = all(facts, "run.test");
  const failing = tests.find((t) => t.outcome === "failed" || t.outcome === "error");
  // The candidate's own options may end a run early (`-x`): what failed has failed, whatever was left out.
  const endedEarly = expected.suite === "own" && failing !== undefined;
  if (!endedEarly && !isWhole(expected, facts)) return { light: "red", type: "disturbed" };
  if (tests.length === 0) return { light: "none", type: "no tests" };
  if (tests.every((t) => t.outcome === "skipped")) return { light: "none", type: "all skipped" };
  if (!failing) return { light: "green" };
  return {
    light: "red",
    test: failing.id,
    type: failing.error?.type ?? "AssertionError",
    ...(failing.error?.line ? { line: failing.error.line } : {}),
  };
}

/**
 * What the facts of a run mean (habits.md §1, "Light"; design.md §6): an exit code is never a verdict, and
 * whatever did not report is never passed.
 * @param facts everything reported about this run, in the order of arrival
 * @param snaps path → content hash of the attempt's files when the run started
 */
export function verdict(
  expected: RunExpectation,
  facts: readonly RunFact[],
  snaps: Readonly<Record<string, string>>,
): RunEndEvent {
  const { light, type, line, test } = lightOf(expected, facts);
  const tests = all(facts, "run.test").map(({ id, outcome, ms }) => ({ id, outcome, ms }));
  const count = (outcome: string) => tests.filter((t) => t.outcome === outcome).length;
  const end = first(facts, "run.end");
  return {
    type: "run.end",
    run: expected.run,
    suite: expected.suite,
    ...(expected.suite === "own" ? {} : { stage: expected.stage }),
    light,
    exit: end?.exit ?? first(facts, "run.exit")?.code ?? null,
    passed: count("passed"),
    failed: count("failed"),
    errors: count("error") + all(facts, "run.problem").length,
    skipped: count("skipped"),
    total: Math.max(tests.length, first(facts, "run.collected")?.tests.length ?? 0),
    dur_ms: end?.dur_ms ?? 0,
    waited_ms: end?.waited_ms ?? 0,
    tests,
    ...(type ? { err: { type, ...(line ? { line } : {}), ...(test ? { test } : {}) } } : {}),
    snaps: { ...snaps },
  };
}
