import assert from "node:assert/strict";
import type { NewEvent } from "../../../src/contract/event.ts";
import { atEndOf, nextHint, nextStage, stubsFor } from "../../../src/core/attempt/stages.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { logOf, runEnd, runStart, stageStart } from "../../support/events.ts";
import { sampleDrill } from "../../support/sample-drill.ts";

const S1 = { "s1::a": "passed", "s1::b": "passed" } as const;
const hiddenEnd = (
  stage: string,
  ...args: [Parameters<typeof runEnd>[2], Partial<Parameters<typeof runEnd>[3]>?]
) => runEnd("r1", "hidden", args[0], { stage, ...args[1] });
const next = (...events: readonly NewEvent[]) =>
  nextStage(
    sampleDrill,
    fold(logOf([0, stageStart("s1")], ...events.map((event, i) => [i + 1, event] as const))),
  );

describe("the stage to open next", () => {
  it("is none before the first hidden run", () => {
    assert.equal(next(), null);
    assert.equal(next(runStart("r1", "hidden", "s1")), null);
  });

  it("is the one after a stage whose hidden run was all green", () => {
    assert.equal(next(hiddenEnd("s1", S1)), "s2");
    assert.equal(
      next(hiddenEnd("s1", S1), stageStart("s2"), hiddenEnd("s2", { ...S1, "s2::a": "passed" })),
      "s3",
    );
  });

  it("is none while a test of the stage, or of one before it, fails", () => {
    assert.equal(next(hiddenEnd("s1", { ...S1, "s1::c": "failed" })), null);
    const broken = { "s1::a": "failed", "s1::b": "passed", "s2::a": "passed" } as const;
    assert.equal(next(hiddenEnd("s1", S1), stageStart("s2"), hiddenEnd("s2", broken)), null);
  });

  for (const light of ["timeout", "amber", "none", "red"] as const) {
    it(`is none after a run that was cut short (${light}), whatever had passed`, () => {
      assert.equal(next(hiddenEnd("s1", S1, { light, err: { type: "crash" } })), null);
    });
  }

  it("is none when the green run was not one of the present stage", () => {
    assert.equal(next(hiddenEnd("s1", S1), stageStart("s2")), null);
  });

  it("is none when the latest green run was one of an earlier stage", () => {
    const all = { ...S1, "s2::a": "passed" } as const;
    assert.equal(next(stageStart("s2"), hiddenEnd("s2", all), hiddenEnd("s1", S1)), null);
  });

  it("is none from the candidate's own green run", () => {
    assert.equal(next(runEnd("r1", "own", { "t::a": "passed" })), null);
  });

  it("is none when a hidden test of the stage was skipped", () => {
    assert.equal(next(hiddenEnd("s1", { ...S1, "s1::c": "skipped" })), null);
  });

  it("is none after the last stage, and none after the end", () => {
    const all = { ...S1, "s2::a": "passed", "s3::a": "passed" } as const;
    assert.equal(next(stageStart("s2"), stageStart("s3"), hiddenEnd("s3", all)), null);
    assert.equal(next({ type: "attempt.end", reason: "submit" }, hiddenEnd("s1", S1)), null);
  });
});

describe("the stubs of a stage", () => {
  it("stand apart from what is above them and end with a line's end", () => {
    assert.equal(
      stubsFor(sampleDrill, "s2", ""),
      '\n\ndef segment_softmax(scores, ids):\n    """Softmax inside each segment."""\n    raise NotImplementedError\n',
    );
  });

  it("are nothing for a stage that adds no name, a name without a stub, or no such stage", () => {
    const bare = { ...sampleDrill, stages: sampleDrill.stages.map((stage) => ({ ...stage, adds: [] })) };
    assert.equal(stubsFor(bare, "s2", ""), "");
    assert.equal(stubsFor(sampleDrill, "s3", ""), "");
    assert.equal(stubsFor(sampleDrill, "s9", ""), "");
  });

  it("are left out for a name that the solution has already: the stub would take its place", () => {
    for (const before of [
      "import numpy as np\n\ndef segment_softmax(scores, ids):\n    return scores\n",
      "async def segment_softmax(scores): ...",
      "class segment_softmax:\n    pass\n",
      "segment_softmax = _softmax\n",
    ]) {
      assert.equal(stubsFor(sampleDrill, "s2", before), "", before);
    }
    for (const before of [
      "# def segment_softmax(\n",
      "def segment_softmax_2(): ...",
      "class A:\n  def segment_softmax(self): ...",
    ]) {
      assert.notEqual(stubsFor(sampleDrill, "s2", before), "", before);
    }
  });

  it("stand two blank lines below what is there, however it ends", () => {
    for (const before of ["x = 1", "x = 1\n", "x = 1\n\n", "x = 1\n\n\n"]) {
      assert.equal(before + atEndOf(before, "\n\ndef f(): ...\n"), "x = 1\n\n\ndef f(): ...\n");
    }
    assert.equal(atEndOf("", "\n\ndef f(): ...\n"), "def f(): ...\n");
  });

  it("come one after the other when there are several", () => {
    const both = {
      ...sampleDrill,
      stages: sampleDrill.stages.map((stage) => ({
        ...stage,
        adds: ["segment_sum", "segment_max", "segment_softmax"],
      })),
    };
    const stubs = stubsFor(both, "s2", "");
    assert.match(stubs, /^\n\ndef segment_sum\(values, ids\): \.\.\.\n\n\ndef segment_softmax/);
  });
});

describe("the next hint", () => {
  const hint = (id: string, level: number): NewEvent => ({ type: "hint", id, level });
  const after = (...events: readonly NewEvent[]) =>
    nextHint(sampleDrill, fold(logOf(...events.map((event, i) => [i, event] as const))))?.id ?? null;

  it("is the weakest that was not shown, and keeps its name whatever the order", () => {
    assert.equal(after(), "h2");
    assert.equal(after(hint("h2", 1)), "h1");
    assert.equal(after(hint("h2", 1), hint("h1", 2)), "h3");
    assert.equal(after(hint("h1", 2)), "h2");
  });

  it("is none when all were shown", () => {
    assert.equal(after(hint("h1", 2), hint("h2", 1), hint("h3", 3)), null);
    assert.equal(nextHint({ ...sampleDrill, hints: [] }, fold(logOf())), null);
  });
});
