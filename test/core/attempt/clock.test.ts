import assert from "node:assert/strict";
import { clockText, clockTime, pausesOf } from "../../../src/core/attempt/clock.ts";
import { logOf, pause, resume, stageStart } from "../../support/events.ts";

describe("the attempt's clock", () => {
  it("leaves paused time out, also of a pause that is still open", () => {
    const pauses = pausesOf(logOf([100, pause()], [250, resume()], [400, pause("suspend")]));
    assert.equal(clockTime(100, pauses), 100);
    assert.equal(clockTime(180, pauses), 100);
    assert.equal(clockTime(250, pauses), 100);
    assert.equal(clockTime(300, pauses), 150);
    assert.equal(clockTime(9_000, pauses), 250);
  });

  it("keeps the reason and both ends of each pause", () => {
    assert.deepEqual(pausesOf(logOf([5, pause("reload")], [9, resume("reload")], [20, pause()])), [
      { reason: "reload", from: 5, to: 9 },
      { reason: "user", from: 20, to: null },
    ]);
  });

  it("knows no pause inside a pause, and no resume without one", () => {
    const events = logOf([1, resume()], [2, pause()], [3, pause("suspend")], [4, resume()], [5, resume()]);
    assert.deepEqual(pausesOf(events), [{ reason: "user", from: 2, to: 4 }]);
  });

  it("has no pause where there was none", () => {
    assert.deepEqual(pausesOf(logOf([0, stageStart("s1")])), []);
    assert.equal(clockTime(77, []), 77);
  });

  for (const [ms, text] of [
    [0, "0:00"],
    [999, "0:00"],
    [9_000, "0:09"],
    [75_000, "1:15"],
    [3_725_000, "62:05"],
    [-400, "0:00"],
    [-1_000, "-0:01"],
    [-75_000, "-1:15"],
  ] as const) {
    it(`shows ${ms} ms as ${text}`, () => assert.equal(clockText(ms), text));
  }
});
