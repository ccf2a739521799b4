import type { FactError, RunFact, RunRequest } from "../../src/contract/run.ts";

export type Outcome = "passed" | "failed" | "error" | "skipped";
export interface TestFact {
  readonly id: string;
  readonly outcome?: Outcome;
  readonly error?: FactError;
}

export const begin = (run: string): RunFact[] => [
  { type: "host.begin", run, warm: true },
  { type: "run.begin", run, pid: 4711, python: "3.12.7", pytest: "9.0.3" },
];

/** The stage of a hidden test's id, `s2::name` → `s2`; undefined for an own test. */
const stageOf = (id: string) => (/^s\d::/.test(id) ? { stage: id.slice(0, 2) } : {});

export const collected = (run: string, ids: readonly string[]): RunFact => ({
  type: "run.collected",
  run,
  tests: ids.map((id) => ({ id, ...stageOf(id) })),
});

export const test = (run: string, { id, outcome = "passed", error }: TestFact): RunFact => ({
  type: "run.test",
  run,
  id,
  ...stageOf(id),
  outcome,
  ms: 1.5,
  ...(error ? { error } : outcome === "failed" ? { error: { type: "AssertionError", message: "no" } } : {}),
});

/** @param exit pytest's status; what it would be for these outcomes unless given */
export function end(run: string, tests: readonly TestFact[], exit?: number): RunFact {
  const count = (outcome: Outcome) => tests.filter((one) => (one.outcome ?? "passed") === outcome).length;
  const bad = count("failed") + count("error");
  return {
    type: "run.end",
    run,
    exit: exit ?? (tests.length === 0 ? 5 : bad > 0 ? 1 : 0),
    passed: count("passed"),
    failed: count("failed"),
    errors: count("error"),
    skipped: count("skipped"),
    total: tests.length,
    dur_ms: 20,
    waited_ms: 3,
  };
}

export const exit = (run: string, how: Partial<Extract<RunFact, { type: "run.exit" }>> = {}): RunFact => ({
  type: "run.exit",
  run,
  code: how.signal ? null : 0,
  signal: null,
  ...how,
});

export const problem = (
  run: string,
  kind: "syntax" | "import" | "collect" | "pytest",
  error: FactError,
): RunFact => ({ type: "run.problem", run, kind, error });

/** Everything that a run says in which these tests report. */
export function wholeRun(run: string, tests: readonly TestFact[]): RunFact[] {
  const ids = tests.map(({ id }) => id);
  const code = tests.some(({ outcome }) => outcome === "failed" || outcome === "error") ? 1 : 0;
  return [
    ...begin(run),
    collected(run, ids),
    ...tests.map((one) => test(run, one)),
    end(run, tests),
    exit(run, { code }),
  ];
}

/** The ids of a stage's hidden tests: `s1::test_1` … */
export const hiddenIds = (stage: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${stage}::test_${index + 1}`);

/**
 * A script for a hidden run: every test of the requested stages passes but those given.
 * @param counts stage → number of its tests, as in `drill.lock`
 */
export function hiddenRun(counts: Readonly<Record<string, number>>, ...failing: readonly string[]) {
  return ({ run, hidden }: RunRequest): RunFact[] => {
    const ids = hidden.flatMap(({ stage }) => hiddenIds(stage, counts[stage] ?? 0));
    return wholeRun(
      run,
      ids.map((id) => ({ id, outcome: failing.includes(id) ? "failed" : "passed" })),
    );
  };
}

/** A script for a run of the candidate's tests: name → outcome. */
export function ownRun(outcomes: Readonly<Record<string, Outcome>>) {
  return ({ run }: RunRequest): RunFact[] =>
    wholeRun(
      run,
      Object.entries(outcomes).map(([name, outcome]) => ({ id: `test_solution.py::${name}`, outcome })),
    );
}
