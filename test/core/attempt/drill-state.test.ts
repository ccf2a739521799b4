import assert from "node:assert/strict";
import type { AttemptSummary } from "../../../src/contract/attempt.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { drillState, hasPassed, summarise } from "../../../src/core/attempt/summary.ts";
import { startEvent } from "../../support/events.ts";

const bare = summarise(fold([startEvent()]), { size: 0, mtime: 0 }, false);

/** An attempt on a day, at nine: ended and all green unless said otherwise. */
function attempt(day: number, overrides: Partial<AttemptSummary> = {}): AttemptSummary {
  const at = new Date(Date.UTC(2026, 10, day, 9)).toISOString();
  const stages = ["s1", "s2"].map((id) => ({ id, green: true, passed: 1, total: 1 }));
  return { ...bare, at, ended: "submit", stages, ...overrides };
}
const HALF = {
  stages: [
    { id: "s1", green: true, passed: 1, total: 1 },
    { id: "s2", green: false, passed: 0, total: 1 },
  ],
};

describe("what a drill's attempts say about it", () => {
  it("new: never tried", () => assert.equal(drillState([]), "new"));

  it("started: tried, never all green in an ended attempt", () => {
    assert.equal(drillState([attempt(1, HALF)]), "started");
    assert.equal(drillState([attempt(1, { ended: null })]), "started");
    assert.equal(drillState([attempt(1, { stages: [] })]), "started");
    assert.equal(drillState([attempt(1, HALF), attempt(20, { ended: null })]), "started");
  });

  it("passed: all green once, also long ago, also when given up after that", () => {
    assert.equal(drillState([attempt(1)]), "passed");
    assert.equal(drillState([attempt(1), attempt(20, HALF)]), "passed");
    assert.equal(drillState([attempt(1, { ended: "abandon" })]), "passed");
  });

  it("mastered: the last two ended attempts passed without a hint, at least a week apart", () => {
    assert.equal(drillState([attempt(1), attempt(8)]), "mastered");
    assert.equal(drillState([attempt(8), attempt(1)]), "mastered");
    assert.equal(drillState([attempt(1, HALF), attempt(2), attempt(20)]), "mastered");
    assert.equal(drillState([attempt(1), attempt(8), attempt(9, { ended: null })]), "mastered");
  });

  it("only passed: less than a week apart, by a minute", () => {
    const early = attempt(8, { at: new Date(Date.UTC(2026, 10, 8, 8, 59)).toISOString() });
    assert.equal(drillState([attempt(1), early]), "passed");
  });

  it("only passed: a hint in either, or one of the last two not passed", () => {
    assert.equal(drillState([attempt(1, { hints: 1 }), attempt(8)]), "passed");
    assert.equal(drillState([attempt(1), attempt(8, { hints: 1 })]), "passed");
    assert.equal(drillState([attempt(1), attempt(8), attempt(16, HALF)]), "passed");
  });

  it("only passed: the last two are close, although an older one is not", () => {
    assert.equal(drillState([attempt(1), attempt(9), attempt(10)]), "passed");
  });

  it("an attempt has passed when it ended with every stage green", () => {
    assert.equal(hasPassed(attempt(1)), true);
    assert.equal(hasPassed(attempt(1, HALF)), false);
    assert.equal(hasPassed(attempt(1, { ended: null })), false);
  });
});
