import assert from "node:assert/strict";
import type { AttemptEvent, NewEvent } from "../../../src/contract/event.ts";
import type { RunFact } from "../../../src/contract/run.ts";
import { attemptModel, type LatestFacts } from "../../../src/core/attempt/model.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { logOf, pause, runEnd, runStart, stageStart, startEvent } from "../../support/events.ts";
import { begin, end, exit, problem, test, wholeRun } from "../../support/facts.ts";
import { sampleDrill } from "../../support/sample-drill.ts";

const NOTHING: LatestFacts = { own: [], hidden: [] };
type Timed = readonly [number, NewEvent];
const model = (
  events: readonly Timed[],
  facts: Partial<LatestFacts> = {},
  t = 60_000,
  log?: AttemptEvent[],
) =>
  attemptModel(
    sampleDrill,
    fold(log ?? logOf([0, stageStart("s1")], ...events)),
    { ...NOTHING, ...facts },
    t,
  );
const S1 = { "s1::test_1": "passed", "s1::test_2": "passed", "s1::test_3": "passed" } as const;

describe("what the Attempt view shows", () => {
  it("before anything was run: the number of checks, and no result", () => {
    const { stages, own, lights, hints, status, hiddenProblem } = model([]);
    assert.deepEqual(
      stages.map(({ number, title, status: is, passed, total, minutes }) => [
        number,
        title,
        is,
        passed,
        total,
        minutes,
      ]),
      [
        [1, "Sum and mean", "open", 0, 3, 18],
        [2, "Softmax", "closed", 0, 2, 15],
        [3, "Scale", "closed", 0, 1, 12],
      ],
    );
    assert.deepEqual(own, { light: null, passed: 0, failed: 0, failing: [], problem: null });
    assert.deepEqual([lights, hints, status, hiddenProblem], [[], { shown: [], of: 3 }, "open", null]);
  });

  it("the time and its limit, and whether it is over", () => {
    const at = (t: number) => {
      const { elapsed, limit, late } = model([], {}, t);
      return [elapsed, limit, late];
    };
    assert.deepEqual(at(61_000), ["1:01", "45:00", false]);
    assert.deepEqual(at(45 * 60_000), ["45:00", "45:00", false]);
    assert.deepEqual(at(45 * 60_000 + 1), ["45:00", "45:00", true]);
    const off = model([], {}, 9e6, [startEvent({ clock: "off", limit_ms: null })]);
    assert.deepEqual([off.limit, off.late], [null, false]);
  });

  it("what is going on: open, running, paused, ended", () => {
    const status = (...events: readonly Timed[]) => model(events).status;
    assert.equal(status([1, runStart("r1", "own")]), "running");
    assert.equal(status([1, pause()]), "paused");
    assert.equal(status([1, pause()], [2, { type: "attempt.end", reason: "abandon" }]), "ended");
  });

  it("the last five lights", () => {
    const runs = ["green", "red", "amber", "none", "timeout", "green"] as const;
    const { lights } = model(runs.map((light, i): Timed => [i, runEnd(`r${i}`, "own", {}, { light })]));
    assert.deepEqual(
      lights.map(({ light }) => light),
      runs.slice(1),
    );
  });

  it("a stage's failing checks with what was expected and got, its title and the candidate's line", () => {
    const failing: RunFact = {
      type: "run.test",
      run: "r1",
      id: "s1::test_2[a-b]",
      title: "an empty segment is zero",
      stage: "s1",
      outcome: "failed",
      ms: 1,
      error: { type: "CaseFailure", message: "differs", file: "solution.py", line: 7 },
      want: "[0.0]",
      got: "[nan]",
    };
    const bare = test("r1", { id: "s1::test_3", outcome: "error" });
    const { stages } = model(
      [[5, runEnd("r1", "hidden", { ...S1, "s1::test_2": "failed", "s1::test_3": "error" })]],
      {
        hidden: [...begin("r1"), test("r1", { id: "s1::test_1" }), failing, bare],
      },
    );
    assert.deepEqual([stages[0]?.status, stages[0]?.passed, stages[0]?.total], ["red", 1, 3]);
    assert.deepEqual(stages[0]?.failing, [
      {
        id: "s1::test_2[a-b]",
        title: "an empty segment is zero",
        message: "expected [0.0], got [nan]",
        file: "solution.py",
        line: 7,
      },
      { id: "s1::test_3", title: "test_3", message: "failed", file: undefined, line: undefined },
    ]);
    assert.deepEqual(stages[1]?.failing, []);
  });

  it("a stage green, and red again when a later run breaks it", () => {
    const green: Timed = [1, runEnd("r1", "hidden", S1)];
    assert.equal(model([green]).stages[0]?.status, "green");
    const broken: Timed = [2, runEnd("r2", "hidden", { ...S1, "s1::test_1": "failed" })];
    assert.equal(model([green, [1, stageStart("s2")], broken]).stages[0]?.status, "red");
  });

  it("the candidate's own tests", () => {
    const facts = wholeRun("r1", [
      { id: "test_solution.py::test_a" },
      { id: "test_solution.py::test_b", outcome: "failed" },
    ]);
    const { own } = model(
      [
        [
          1,
          runEnd("r1", "own", { "test_solution.py::test_a": "passed", "test_solution.py::test_b": "failed" }),
        ],
      ],
      {
        own: facts,
      },
    );
    assert.deepEqual([own.light, own.passed, own.failed, own.problem], ["red", 1, 1, null]);
    assert.deepEqual(
      own.failing.map(({ title, message }) => [title, message]),
      [["test_b", "no"]],
    );
  });

  for (const [type, message, says] of [
    ["AssertionError", "assert 1 == 2", "assert 1 == 2"],
    ["ValueError", "no rows", "ValueError: no rows"],
    ["ValueError", "ValueError: no rows", "ValueError: no rows"],
    ["KeyError", "", "KeyError"],
  ] as const) {
    it(`a failing test's error in one line: ${says}`, () => {
      const facts = wholeRun("r1", [{ id: "t.py::a", outcome: "failed", error: { type, message } }]);
      const { own } = model([[1, runEnd("r1", "own", { "t.py::a": "failed" })]], { own: facts });
      assert.deepEqual(
        own.failing.map((check) => check.message),
        [says],
      );
    });
  }

  it("what kept tests from being collected, where it is", () => {
    const facts = [
      ...begin("r1"),
      problem("r1", "syntax", {
        type: "SyntaxError",
        message: "invalid syntax",
        file: "solution.py",
        line: 3,
      }),
      end("r1", [], 2),
      exit("r1", { code: 2 }),
    ];
    const { own } = model([[1, runEnd("r1", "own", {}, { light: "amber", err: { type: "SyntaxError" } })]], {
      own: facts,
    });
    assert.deepEqual(own.failing, [
      {
        id: "problem:1",
        title: "SyntaxError: invalid syntax",
        message: "invalid syntax",
        file: "solution.py",
        line: 3,
      },
    ]);
    assert.equal(own.problem, "SyntaxError");
  });

  it("what kept the hidden tests from running, at the stage that is open and nowhere else", () => {
    const error = { type: "NameError", message: "name 'np' is not defined", file: "solution.py", line: 3 };
    const facts = [
      ...begin("r2"),
      problem("r2", "collect", error),
      end("r2", [], 2),
      exit("r2", { code: 2 }),
    ];
    const run = runEnd("r2", "hidden", {}, { light: "amber", err: { type: "NameError" }, stage: "s2" });
    const { stages } = model(
      [
        [1, runEnd("r1", "hidden", S1)],
        [2, stageStart("s2")],
        [3, run],
      ],
      {
        hidden: facts,
      },
    );
    assert.deepEqual(
      stages.map(({ failing }) => failing.map(({ message, file, line }) => [message, file, line])),
      [[], [["name 'np' is not defined", "solution.py", 3]], []],
    );
  });

  it("two problems in one file are two rows", () => {
    const at = (line: number) =>
      problem("r1", "collect", { type: "NameError", message: "no", file: "solution.py", line });
    const { own } = model([], { own: [...begin("r1"), at(3), at(9)] });
    assert.equal(new Set(own.failing.map(({ id }) => id)).size, 2);
  });

  describe("in a few words, why a light says nothing about the tests", () => {
    for (const [light, type, words] of [
      ["none", "interrupted", "interrupted"],
      ["none", "no tests", "no test found"],
      ["none", "all skipped", "every test was skipped"],
      ["timeout", "timeout", "out of time"],
      ["red", "disturbed", "disturbed: not every test reported"],
      ["red", "memory", "out of memory"],
      ["red", "output", "too much output"],
      ["red", "exit", "Python left before the tests were over"],
      ["red", "SystemExit", "sys.exit before the tests were over"],
      ["red", "killed", "Python was killed"],
      ["red", "crash", "Python crashed"],
      ["amber", "pytest", "pytest could not start"],
      ["amber", "ModuleNotFoundError", "ModuleNotFoundError"],
    ] as const) {
      it(`${light}, ${type}: ${words}`, () => {
        const run = (suite: "own" | "hidden"): Timed => [
          1,
          runEnd("r1", suite, {}, { light, err: { type } }),
        ];
        assert.equal(model([run("own")]).own.problem, words);
        assert.equal(model([run("hidden")]).hiddenProblem, words);
      });
    }

    it("and nothing when the tests themselves failed, whatever they raised", () => {
      for (const type of ["AssertionError", "SystemExit", "timeout"]) {
        const run = runEnd("r1", "own", { "t::a": "failed" }, { err: { type, test: "t::a" } });
        assert.equal(model([[1, run]]).own.problem, null, type);
      }
    });
  });
});
