import assert from "node:assert/strict";
import { attemptSummary } from "../../../src/contract/attempt.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { summarise } from "../../../src/core/attempt/summary.ts";
import { logOf, pause, resume, runEnd, runStart, stageStart } from "../../support/events.ts";

const LOG = { size: 1234, mtime: 99.5 };
const S1 = { "s1::a": "passed", "s1::b": "passed" } as const;

describe("an attempt's summary", () => {
  it("says what lists need to know", () => {
    const events = logOf(
      [0, stageStart("s1")],
      [10_000, pause()],
      [40_000, resume()],
      [50_000, runStart("r1", "own")],
      [51_000, runEnd("r1", "own", { "t::a": "failed" })],
      [52_000, { type: "hint", id: "h2", level: 1 }],
      [53_000, { type: "hint", id: "h1", level: 2 }],
      [60_000, runStart("r2", "hidden", "s1")],
      [61_000, runEnd("r2", "hidden", S1, { stage: "s1" })],
      [61_000, stageStart("s2")],
      [90_000, { type: "attempt.end", reason: "submit" }],
      [90_500, runStart("r3", "hidden", "s2")],
      [95_000, runEnd("r3", "hidden", { ...S1, "s2::a": "failed" }, { stage: "s2" })],
    );
    const summary = summarise(fold(events), LOG, false);
    assert.deepEqual(summary, {
      format: 1,
      log: LOG,
      attempt: "segment-pool-20261123-4f2a",
      pack: "built-in",
      drill: "segment-pool",
      nth: 1,
      mode: "practice",
      at: "2026-11-23T09:00:00.000Z",
      ended: "submit",
      clock_ms: 60_000,
      limit_ms: 2_700_000,
      stages: [
        { id: "s1", green: true, passed: 2, total: 2 },
        { id: "s2", green: false, passed: 0, total: 1 },
        { id: "s3", green: false, passed: 0, total: 0 },
      ],
      lights: [
        { suite: "own", light: "red", t: 51_000 },
        { suite: "hidden", light: "green", t: 61_000, stage: "s1" },
        { suite: "hidden", light: "red", t: 95_000, stage: "s2" },
      ],
      own_runs: 1,
      // The run that Finish starts gives the verdict; it is no run of the attempt.
      hidden_runs: 1,
      hints: 2,
      hint_level: 2,
      damaged: false,
    });
    assert.deepEqual(attemptSummary.parse(JSON.parse(JSON.stringify(summary))), summary);
  });

  it("of an attempt that is open counts its clock up to the last event, and no hint as level 0", () => {
    const { ended, clock_ms, hint_level, hints } = summarise(
      fold(logOf([7_000, stageStart("s1")])),
      LOG,
      true,
    );
    assert.deepEqual(
      { ended, clock_ms, hint_level, hints },
      { ended: null, clock_ms: 7_000, hint_level: 0, hints: 0 },
    );
  });

  it("of an attempt given up while paused leaves the open pause out", () => {
    const events = logOf([5_000, pause()], [9_000, { type: "attempt.end", reason: "abandon" }]);
    assert.equal(summarise(fold(events), LOG, false).clock_ms, 5_000);
  });

  it("says so when the log is damaged", () => {
    assert.equal(summarise(fold(logOf()), LOG, true).damaged, true);
  });
});
