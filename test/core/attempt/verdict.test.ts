import assert from "node:assert/strict";
import { verdict } from "../../../src/core/attempt/verdict.ts";
import { begin, collected, end, exit, problem, type TestFact, test, wholeRun } from "../../support/facts.ts";
import {
  cannotCollect,
  checkRows,
  died,
  error,
  failed,
  HIDDEN,
  hidden,
  ids,
  OWN,
  own,
  perf,
  R,
  type Row,
  without,
} from "./verdict-cases.ts";

const ROWS: readonly Row[] = [
  // Everything reported.
  { says: "all own tests passed", facts: wholeRun(R, OWN), light: "green", complete: true },
  {
    says: "all hidden tests passed",
    expected: hidden,
    facts: wholeRun(R, HIDDEN),
    light: "green",
    complete: true,
  },
  {
    says: "a test failed",
    facts: wholeRun(R, failed(OWN, 1)),
    light: "red",
    type: "ValueError",
    complete: true,
  },
  {
    says: "a fixture failed",
    facts: wholeRun(R, failed(OWN, 0, "error")),
    light: "red",
    type: "ValueError",
    complete: true,
  },
  {
    says: "a hidden test failed",
    expected: hidden,
    facts: wholeRun(R, failed(HIDDEN, 2)),
    light: "red",
    type: "ValueError",
    complete: true,
  },
  {
    says: "a test called sys.exit, the others ran",
    expected: hidden,
    facts: wholeRun(
      R,
      HIDDEN.map((one, i) => (i === 0 ? { ...one, outcome: "failed", error: error("SystemExit") } : one)),
    ),
    light: "red",
    type: "SystemExit",
    complete: true,
  },
  {
    says: "some tests were skipped, the others passed",
    facts: wholeRun(R, [{ id: "a", outcome: "skipped" }, { id: "b" }]),
    light: "green",
    complete: true,
  },
  { says: "there were no tests", facts: wholeRun(R, []), light: "none", type: "no tests" },
  {
    says: "all tests were skipped",
    facts: wholeRun(R, [{ id: "a", outcome: "skipped" }]),
    light: "none",
    type: "all skipped",
  },
  {
    says: "pytest's status says failed, every test says passed",
    facts: [...without(wholeRun(R, OWN), "run.end").slice(0, -1), end(R, OWN, 1), exit(R, { code: 1 })],
    light: "green",
    complete: true,
  },
  {
    says: "a perf run with any number of tests",
    expected: perf,
    facts: wholeRun(R, [{ id: "s2::grows" }]),
    light: "green",
    complete: true,
  },

  // Nothing could be collected.
  {
    says: "a syntax error",
    facts: cannotCollect("syntax", "SyntaxError"),
    light: "amber",
    type: "SyntaxError",
  },
  {
    says: "an import error",
    facts: cannotCollect("import", "ModuleNotFoundError"),
    light: "amber",
    type: "ModuleNotFoundError",
  },
  {
    says: "an exception while importing",
    facts: cannotCollect("collect", "ZeroDivisionError"),
    light: "amber",
    type: "ZeroDivisionError",
  },
  {
    says: "hidden tests whose solution cannot be imported",
    expected: hidden,
    facts: cannotCollect("import", "ImportError"),
    light: "amber",
    type: "ImportError",
  },
  {
    says: "pytest was called wrongly",
    facts: cannotCollect("pytest", "UsageError", 4),
    light: "amber",
    type: "pytest",
  },
  {
    says: "pytest failed inside",
    facts: [...begin(R), collected(R, ids(OWN)), end(R, [], 3), exit(R, { code: 3 })],
    light: "amber",
    type: "pytest",
  },
  {
    says: "sys.exit while importing, pytest still said its end",
    facts: cannotCollect("collect", "SystemExit", 3),
    light: "red",
    type: "SystemExit",
  },
  {
    says: "sys.exit while importing, and no end",
    facts: [...begin(R), problem(R, "collect", error("SystemExit")), exit(R, { code: 3 })],
    light: "red",
    type: "SystemExit",
  },

  // Ended from outside.
  {
    says: "out of wall time",
    facts: died([OWN[0] as TestFact], { signal: 9, limit: "wall" }),
    light: "timeout",
    type: "timeout",
  },
  {
    says: "out of CPU time",
    facts: died([], { signal: 9, limit: "cpu" }),
    light: "timeout",
    type: "timeout",
  },
  { says: "out of memory", facts: died([], { signal: 9, limit: "memory" }), light: "red", type: "memory" },
  { says: "too much output", facts: died([], { signal: 9, limit: "output" }), light: "red", type: "output" },
  { says: "killed", facts: died([], { signal: 9 }), light: "red", type: "killed" },
  { says: "terminated", facts: died([], { signal: 15 }), light: "red", type: "killed" },
  { says: "crashed (segmentation fault)", facts: died([], { signal: 11 }), light: "red", type: "crash" },
  { says: "aborted", facts: died([], { signal: 6 }), light: "red", type: "crash" },
  { says: "os._exit in a test", facts: died([OWN[0] as TestFact], { code: 0 }), light: "red", type: "exit" },
  {
    says: "Ctrl-C",
    facts: died([OWN[0] as TestFact], { code: 2, interrupted: true }),
    light: "none",
    type: "interrupted",
  },
  {
    says: "stopped after everything had reported",
    facts: [...wholeRun(R, OWN).slice(0, -1), exit(R, { interrupted: true })],
    light: "none",
    type: "interrupted",
  },
  { says: "the channel was lost", facts: wholeRun(R, OWN).slice(0, -1), light: "none", type: "interrupted" },
  { says: "nothing was heard at all", facts: [], light: "none", type: "interrupted" },
];

describe("the verdict on a run", () => {
  checkRows(ROWS);

  it("calls own tests that end at the first failure, by the candidate's own option, red with that failure", () => {
    const tests = failed(OWN, 0);
    const facts = [
      ...begin(R),
      collected(R, ids(OWN)),
      test(R, tests[0] as TestFact),
      end(R, tests, 1),
      exit(R, { code: 1 }),
    ];
    const result = verdict(own, facts, {});
    assert.deepEqual([result.light, result.err], ["red", { type: "ValueError", test: "t.py::a", line: 12 }]);
    assert.deepEqual([result.failed, result.passed, result.total], [1, 0, 2]);
  });

  it("names the first failing test, its error and its line", () => {
    assert.deepEqual(verdict(own, wholeRun(R, failed(OWN, 1)), {}).err, {
      type: "ValueError",
      test: "t.py::b",
      line: 12,
    });
    assert.deepEqual(verdict(own, cannotCollect("syntax", "SyntaxError"), {}).err, {
      type: "SyntaxError",
      line: 7,
    });
  });

  it("says AssertionError of a failure that names no error", () => {
    const facts = wholeRun(R, OWN).map((fact) =>
      fact.type === "run.test" ? { ...fact, outcome: "failed" as const } : fact,
    );
    assert.equal(verdict(own, facts, {}).err?.type, "AssertionError");
  });

  it("records counts, times, exit and snaps as they were reported", () => {
    const tests: TestFact[] = [
      { id: "a" },
      { id: "b", outcome: "failed" },
      { id: "c", outcome: "error" },
      { id: "d", outcome: "skipped" },
    ];
    const snaps = { "solution.py": "0".repeat(64) };
    const { light, err, tests: kept, ...rest } = verdict(own, wholeRun(R, tests), snaps);
    assert.deepEqual(rest, {
      type: "run.end",
      run: R,
      suite: "own",
      exit: 1,
      passed: 1,
      failed: 1,
      errors: 1,
      skipped: 1,
      total: 4,
      dur_ms: 20,
      waited_ms: 3,
      snaps,
    });
    assert.deepEqual(
      kept.map(({ id }) => id),
      ["a", "b", "c", "d"],
    );
    assert.equal(light, "red");
    assert.equal(err?.test, "b");
  });

  it("keeps what had reported when the process died, and how many tests there were", () => {
    const result = verdict(own, died([OWN[0] as TestFact], { signal: 11 }), {});
    assert.deepEqual([result.passed, result.total, result.exit, result.dur_ms], [1, 2, null, 0]);
  });

  it("names the stage of a hidden run, and none of an own one", () => {
    assert.equal(verdict(hidden, wholeRun(R, HIDDEN), {}).stage, "s2");
    assert.equal("stage" in verdict(own, wholeRun(R, OWN), {}), false);
  });

  it("counts what could not be collected as an error", () => {
    assert.equal(verdict(own, cannotCollect("import", "ImportError"), {}).errors, 1);
  });
});
