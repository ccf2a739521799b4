import assert from "node:assert/strict";
import type { NewEvent } from "../../../src/contract/event.ts";
import { answeredStages, composePrompt } from "../../../src/core/attempt/prompt.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { logOf, pause, resume, runStart, stageStart } from "../../support/events.ts";
import { assertGolden } from "../../support/golden.ts";
import { sampleContent, sampleDrill } from "../../support/sample-drill.ts";

const MINUTE = 60_000;
/** Two thirds of stage 1's 18 minutes. */
const DUE = 12 * MINUTE;
const answered = (t: number, ...events: readonly (readonly [number, NewEvent])[]) =>
  answeredStages(sampleDrill, fold(logOf([0, stageStart("s1")], ...events)), t);

describe("the stages whose answers may be read", () => {
  it("are none at first", () => {
    assert.deepEqual(answered(0), []);
    assert.deepEqual(answered(DUE - 1), []);
  });

  it("are those two thirds of whose minutes are gone", () => {
    assert.deepEqual(answered(DUE), ["s1"]);
  });

  it("wait longer by every pause, also one that is still open", () => {
    const paused = [
      [MINUTE, pause()],
      [5 * MINUTE, resume()],
    ] as const;
    assert.deepEqual(answered(DUE, ...paused), []);
    assert.deepEqual(answered(DUE + 4 * MINUTE - 1, ...paused), []);
    assert.deepEqual(answered(DUE + 4 * MINUTE, ...paused), ["s1"]);
    assert.deepEqual(answered(99 * MINUTE, [MINUTE, pause("suspend")]), []);
  });

  it("are those with a hidden run, from its start", () => {
    assert.deepEqual(answered(2_000, [2_000, runStart("r1", "own")]), []);
    assert.deepEqual(answered(2_000, [2_000, runStart("r1", "hidden", "s1")]), ["s1"]);
  });

  it("do not include the next stage when it opens: its own time counts", () => {
    const opened = [
      [2_000, runStart("r1", "hidden", "s1")],
      [10 * MINUTE, stageStart("s2")],
    ] as const;
    assert.deepEqual(answered(19 * MINUTE, ...opened), ["s1"]);
    assert.deepEqual(answered(20 * MINUTE, ...opened), ["s1", "s2"]);
  });

  it("are all open ones after the end, and no closed one", () => {
    assert.deepEqual(answered(9, [5, stageStart("s2")], [9, { type: "attempt.end", reason: "abandon" }]), [
      "s1",
      "s2",
    ]);
  });
});

describe("the prompt", () => {
  const compose = (opened: string[], answers: string[]) =>
    composePrompt(sampleDrill, sampleContent.texts, opened, answers);

  it("is what the interviewer says first", () => {
    assert.equal(compose(["s1"], []), `${sampleContent.texts.s1}`);
  });

  it("grows with each stage and with the answers that may be read", () => {
    assertGolden("prompt/first-stage-answered.md", compose(["s1"], ["s1"]));
    assertGolden("prompt/all-stages.md", compose(["s1", "s2", "s3"], ["s1", "s2", "s3"]));
  });

  it("shows no answer of a stage that may not show them", () => {
    const text = compose(["s1", "s2"], ["s1"]);
    assert.match(text, /Zero\./);
    assert.doesNotMatch(text, /That of the scores\./);
  });

  it("never underlines a paragraph into a heading: an empty line stands before every rule", () => {
    for (const answers of [[], ["s1"], ["s1", "s2", "s3"]]) {
      const rules = [...compose(["s1", "s2", "s3"], answers).matchAll(/(.*)\n---\n/g)];
      assert.deepEqual(
        rules.map((rule) => rule[1]),
        ["", ""],
      );
    }
  });
});
