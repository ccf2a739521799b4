import assert from "node:assert/strict";
import fc from "fast-check";
import { attemptSummary } from "../../../src/contract/attempt.ts";
import { attemptEvent } from "../../../src/contract/event.ts";
import { clockTime } from "../../../src/core/attempt/clock.ts";
import { attemptModel } from "../../../src/core/attempt/model.ts";
import { answeredStages } from "../../../src/core/attempt/prompt.ts";
import { nextStage } from "../../../src/core/attempt/stages.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { summarise } from "../../../src/core/attempt/summary.ts";
import { verdict } from "../../../src/core/attempt/verdict.ts";
import { validLog } from "../../support/arbitrary-log.ts";
import { hiddenIds, wholeRun } from "../../support/facts.ts";
import { COUNTS, sampleDrill } from "../../support/sample-drill.ts";

const logAndCut = validLog.chain((log) =>
  fc.record({ log: fc.constant(log), cut: fc.integer({ min: 1, max: log.length }) }),
);

describe("whatever happens in an attempt", () => {
  it("its log is one that the schema accepts", () => {
    fc.assert(fc.property(validLog, (log) => log.every((event) => attemptEvent.safeParse(event).success)));
  });

  it("every beginning of its log folds, and knows its place and time", () => {
    fc.assert(
      fc.property(logAndCut, ({ log, cut }) => {
        const state = fold(log.slice(0, cut));
        assert.equal(state.next, cut);
        assert.equal(state.t, log[cut - 1]?.t);
        assert.equal(state.lights.length, log.slice(0, cut).filter(({ type }) => type === "run.end").length);
      }),
    );
  });

  it("its clock never decreases, is never negative and never ahead of the time", () => {
    fc.assert(
      fc.property(validLog, fc.array(fc.nat({ max: 8_000_000 }), { minLength: 2 }), (log, times) => {
        const { pauses } = fold(log);
        let before = 0;
        for (const t of times.sort((a, b) => a - b)) {
          const now = clockTime(t, pauses);
          assert.ok(now >= before && now <= t, `${before} then ${now} at ${t}`);
          before = now;
        }
      }),
    );
  });

  it("what was opened, green, answered or ended stays so", () => {
    fc.assert(
      fc.property(logAndCut, ({ log, cut }) => {
        const then = fold(log.slice(0, cut));
        const now = fold(log);
        for (const [index, stage] of then.stages.entries()) {
          if (stage.openedAt !== null) assert.equal(now.stages[index]?.openedAt, stage.openedAt);
          if (stage.greenAt !== null) assert.equal(now.stages[index]?.greenAt, stage.greenAt);
        }
        const answered = answeredStages(sampleDrill, now, now.t);
        for (const id of answeredStages(sampleDrill, then, then.t)) assert.ok(answered.includes(id));
        if (then.ended) assert.deepEqual(now.ended, then.ended);
      }),
    );
  });

  it("a stage opens only when every test up to the present stage has passed", () => {
    fc.assert(
      fc.property(validLog, (log) => {
        const state = fold(log);
        const next = nextStage(sampleDrill, state);
        if (next === null) return;
        const open = state.stages.slice(0, Number(next.slice(1)) - 1);
        assert.deepEqual(
          state.lastHidden?.tests.map(({ id, outcome }) => [id, outcome]),
          open.flatMap(({ id }) => hiddenIds(id, COUNTS[id as "s1"]).map((test) => [test, "passed"])),
        );
      }),
    );
  });

  it("a summary can be made, stored and read back, and a view shown", () => {
    fc.assert(
      fc.property(validLog, fc.nat({ max: 8_000_000 }), (log, later) => {
        const state = fold(log);
        const summary = summarise(state, { size: 1, mtime: 2 }, false);
        assert.deepEqual(attemptSummary.parse(JSON.parse(JSON.stringify(summary))), summary);
        const model = attemptModel(sampleDrill, state, { own: [], hidden: [] }, state.t + later);
        assert.equal(model.stages.length, 3);
        assert.doesNotMatch(JSON.stringify(model), /NaN|undefined/);
      }),
    );
  });
});

describe("whatever is missing from a run", () => {
  const tests = { s1: COUNTS.s1, s2: COUNTS.s2 };
  const whole = wholeRun(
    "r1",
    Object.entries(tests).flatMap(([stage, count]) => hiddenIds(stage, count).map((id) => ({ id }))),
  );
  /** `host.begin` says nothing about the tests. */
  const needed = whole.map((_, index) => index).filter((index) => whole[index]?.type !== "host.begin");

  for (const suite of ["hidden", "own"] as const) {
    const expected = { run: "r1", suite, stage: "s2", tests: suite === "hidden" ? tests : {} };

    it(`it is not green (${suite})`, () => {
      fc.assert(
        fc.property(fc.subarray(needed, { minLength: 1 }), (missing) => {
          const facts = whole.filter((_, index) => !missing.includes(index));
          assert.notEqual(verdict(expected, facts, {}).light, "green");
        }),
      );
      assert.equal(verdict(expected, whole, {}).light, "green");
    });

    it(`nor when a fact came twice or in the place of another (${suite})`, () => {
      const reports = whole.filter((fact) => fact.type === "run.test");
      fc.assert(
        fc.property(
          fc.nat(reports.length - 1),
          fc.nat(reports.length - 1),
          fc.boolean(),
          (from, to, twice) => {
            if (from === to && !twice) return;
            const facts = whole.flatMap((fact) => {
              if (fact !== reports[to]) return [fact];
              return twice ? [fact, fact] : [reports[from] ?? fact];
            });
            assert.notEqual(verdict(expected, facts, {}).light, "green");
          },
        ),
      );
    });
  }
});
