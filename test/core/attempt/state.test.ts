import assert from "node:assert/strict";
import { fold } from "../../../src/core/attempt/state.ts";
import { logOf, pause, resume, runEnd, runStart, stageStart, startEvent } from "../../support/events.ts";

const GREEN_1 = { "s1::a": "passed", "s1::b": "passed" } as const;

describe("an attempt's state, folded from its log", () => {
  it("begins with all stages closed and nothing run", () => {
    const state = fold([startEvent()]);
    assert.deepEqual(
      state.stages.map(({ id, openedAt, greenAt, hiddenRun }) => ({ id, openedAt, greenAt, hiddenRun })),
      ["s1", "s2", "s3"].map((id) => ({ id, openedAt: null, greenAt: null, hiddenRun: false })),
    );
    assert.equal(state.stage, "s1");
    assert.deepEqual([state.paused, state.running, state.ended], [null, null, null]);
    assert.deepEqual([state.t, state.next], [0, 1]);
  });

  it("refuses a log that does not begin with its start", () => {
    assert.throws(() => fold([]), RangeError);
    assert.throws(() => fold(logOf([0, stageStart("s1")]).slice(1)), RangeError);
  });

  it("opens stages once, and goes with the latest", () => {
    const state = fold(logOf([0, stageStart("s1")], [50, stageStart("s2")], [90, stageStart("s1")]));
    assert.deepEqual(
      state.stages.map((stage) => stage.openedAt),
      [0, 50, null],
    );
    assert.equal(state.stage, "s1");
  });

  it("knows the run that is going on", () => {
    const log = logOf([0, stageStart("s1")], [5, runStart("r1", "own")], [9, runEnd("r1", "own", {})]);
    assert.deepEqual(fold(log.slice(0, 3)).running, { run: "r1", suite: "own" });
    assert.equal(fold(log).running, null);
  });

  it("keeps a light for each finished run, and the latest run of each suite", () => {
    const state = fold(
      logOf(
        [0, stageStart("s1")],
        [10, runStart("r1", "own")],
        [20, runEnd("r1", "own", { "t::a": "failed" })],
        [30, runStart("r2", "hidden", "s1")],
        [40, runEnd("r2", "hidden", GREEN_1, { stage: "s1" })],
      ),
    );
    assert.deepEqual(state.lights, [
      { run: "r1", suite: "own", light: "red", t: 20, stage: undefined, afterEnd: false },
      { run: "r2", suite: "hidden", light: "green", t: 40, stage: "s1", afterEnd: false },
    ]);
    assert.equal(state.lastOwn?.run, "r1");
    assert.equal(state.lastHidden?.run, "r2");
  });

  it("marks a stage's first hidden run when it starts, whatever comes of it", () => {
    const state = fold(logOf([0, stageStart("s1")], [10, runStart("r1", "hidden", "s1")]));
    assert.deepEqual(
      state.stages.map((stage) => stage.hiddenRun),
      [true, false, false],
    );
  });

  it("counts a stage's tests in the latest complete hidden run", () => {
    const state = fold(
      logOf(
        [0, stageStart("s1")],
        [1, runEnd("r1", "hidden", { "s1::a": "passed", "s1::b": "failed" })],
        [2, runEnd("r2", "hidden", { "s1::a": "passed" }, { light: "red", err: { type: "crash" } })],
        [3, runEnd("r3", "hidden", {}, { light: "amber", err: { type: "SyntaxError" } })],
        [4, runEnd("r4", "hidden", GREEN_1, { light: "timeout", err: { type: "timeout" } })],
      ),
    );
    assert.deepEqual(state.stages[0], {
      id: "s1",
      openedAt: 0,
      greenAt: null,
      passed: 1,
      total: 2,
      hiddenRun: false,
    });
  });

  it("calls a stage green at the first run in which all its tests passed, and keeps that", () => {
    const state = fold(
      logOf(
        [0, stageStart("s1")],
        [7, runEnd("r1", "hidden", GREEN_1)],
        [8, runEnd("r2", "hidden", { "s1::a": "failed", "s1::b": "passed" })],
      ),
    );
    assert.equal(state.stages[0]?.greenAt, 7);
    assert.equal(state.stages[0]?.passed, 1);
  });

  it("does not call a stage green in a run that broke an earlier one again", () => {
    const broken = { "s1::a": "failed", "s1::b": "passed", "s2::a": "passed" } as const;
    const log = logOf(
      [0, stageStart("s1")],
      [5, runEnd("r1", "hidden", GREEN_1)],
      [6, stageStart("s2")],
      [7, runEnd("r2", "hidden", broken)],
      [9, runEnd("r3", "hidden", { ...GREEN_1, "s2::a": "passed" })],
    );
    assert.equal(fold(log.slice(0, 5)).stages[1]?.greenAt, null);
    assert.equal(fold(log.slice(0, 5)).stages[1]?.passed, 1);
    assert.equal(fold(log).stages[1]?.greenAt, 9);
  });

  it("judges a complete run whose first failing test called sys.exit", () => {
    const run = runEnd("r1", "hidden", { "s1::a": "failed", "s1::b": "passed" });
    const state = fold(
      logOf([0, stageStart("s1")], [1, { ...run, err: { type: "SystemExit", test: "s1::a" } }]),
    );
    assert.deepEqual([state.stages[0]?.passed, state.stages[0]?.total], [1, 2]);
  });

  it("does not take a skipped hidden test for a passed one", () => {
    const state = fold(
      logOf([0, stageStart("s1")], [1, runEnd("r1", "hidden", { "s1::a": "passed", "s1::b": "skipped" })]),
    );
    assert.equal(state.stages[0]?.greenAt, null);
  });

  it("has no stage tests from the candidate's own runs", () => {
    const state = fold(logOf([0, stageStart("s1")], [1, runEnd("r1", "own", { "s1::a": "passed" })]));
    assert.equal(state.stages[0]?.total, 0);
    assert.equal(state.lastHidden, null);
  });

  it("is paused from a pause to its resume", () => {
    const log = logOf([10, pause("suspend")], [20, resume("suspend")]);
    assert.equal(fold(log.slice(0, 2)).paused, "suspend");
    assert.equal(fold(log).paused, null);
    assert.deepEqual(fold(log).pauses, [{ reason: "suspend", from: 10, to: 20 }]);
  });

  it("lets time run on in a mock round, whatever happens", () => {
    const [, ...rest] = logOf([10, pause("reload")], [70, resume("reload")]);
    assert.deepEqual(fold([startEvent({ mode: "mock" }), ...rest]).pauses, []);
  });

  it("collects hints in the order they were shown", () => {
    const state = fold(
      logOf([3, { type: "hint", id: "h2", level: 1 }], [9, { type: "hint", id: "h1", level: 2 }]),
    );
    assert.deepEqual(state.hints, [
      { id: "h2", level: 1, t: 3 },
      { id: "h1", level: 2, t: 9 },
    ]);
  });

  it("ends once, and tells the run that Finish starts from those before", () => {
    const state = fold(
      logOf(
        [0, stageStart("s1")],
        [10, { type: "attempt.end", reason: "submit" }],
        [11, runStart("r1", "hidden", "s1")],
        [15, runEnd("r1", "hidden", GREEN_1, { stage: "s1" })],
      ),
    );
    assert.deepEqual(state.ended, { reason: "submit", t: 10 });
    assert.deepEqual(
      state.lights.map(({ run, afterEnd }) => ({ run, afterEnd })),
      [{ run: "r1", afterEnd: true }],
    );
    assert.equal(state.stages[0]?.greenAt, 15);
  });
});
