import assert from "node:assert/strict";
import type { Light } from "../../../src/contract/event.ts";
import type { RunFact } from "../../../src/contract/run.ts";
import { isComplete, type RunExpectation, verdict } from "../../../src/core/attempt/verdict.ts";
import { begin, collected, end, exit, hiddenIds, problem, type TestFact, test } from "../../support/facts.ts";

export const R = "r1";
export const own: RunExpectation = { run: R, suite: "own", stage: "s1", tests: {} };
export const hidden: RunExpectation = { run: R, suite: "hidden", stage: "s2", tests: { s1: 2, s2: 1 } };
export const perf: RunExpectation = { run: R, suite: "perf", stage: "s2", tests: {} };
export const error = (type: string, line?: number) => ({ type, message: "m", ...(line ? { line } : {}) });

export const OWN: TestFact[] = [{ id: "t.py::a" }, { id: "t.py::b" }];
export const HIDDEN: TestFact[] = [...hiddenIds("s1", 2), ...hiddenIds("s2", 1)].map((id) => ({ id }));
export const ids = (tests: readonly TestFact[]) => tests.map(({ id }) => id);
/** A run that began, collected these, reported so much, and then lost its process. */
export const died = (reported: readonly TestFact[], how: Parameters<typeof exit>[1]): RunFact[] => [
  ...begin(R),
  collected(R, ids(OWN)),
  ...reported.map((one) => test(R, one)),
  exit(R, how),
];
export const cannotCollect = (
  kind: "syntax" | "import" | "collect" | "pytest",
  type: string,
  status = 2,
): RunFact[] => [
  ...begin(R),
  problem(R, kind, error(type, 7)),
  end(R, [], status),
  exit(R, { code: status }),
];

/** What happened in a run, and what it must be called. */
export interface Row {
  readonly says: string;
  readonly expected?: RunExpectation;
  readonly facts: readonly RunFact[];
  readonly light: Light;
  readonly type?: string;
  readonly complete?: boolean;
}

export const failed = (tests: readonly TestFact[], index: number, outcome: "failed" | "error" = "failed") =>
  tests.map((one, i) => (i === index ? { ...one, outcome, error: error("ValueError", 12) } : one));
export const without = (facts: readonly RunFact[], type: RunFact["type"], nth = 0): RunFact[] => {
  let seen = 0;
  return facts.filter((fact) => fact.type !== type || seen++ !== nth);
};

/** One test for each row. */
export function checkRows(rows: readonly Row[]): void {
  for (const { says, expected = own, facts, light, type, complete = false } of rows) {
    it(`${says}: ${light}${type ? ` (${type})` : ""}`, () => {
      const result = verdict(expected, facts, {});
      assert.deepEqual({ light: result.light, type: result.err?.type }, { light, type });
      assert.equal(isComplete(result), complete);
    });
  }
}
