import assert from "node:assert/strict";
import type { NewEvent } from "../../../src/contract/event.ts";
import { attemptModel, type LatestFacts } from "../../../src/core/attempt/model.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { summaryPage } from "../../../src/core/attempt/summary-page.ts";
import { logOf, runEnd, runStart, stageStart } from "../../support/events.ts";
import { wholeRun } from "../../support/facts.ts";
import { assertGolden } from "../../support/golden.ts";
import { sampleDrill } from "../../support/sample-drill.ts";

const PAGE = { nonce: "n0nce", actions: [{ command: "pairDrills.start", title: "Start Over" }] };
const HOSTILE = `<img src=x onerror="alert('1')">&`;

function page(
  events: readonly (readonly [number, NewEvent])[],
  facts: LatestFacts,
  drill = sampleDrill,
): string {
  const state = fold(logOf([0, stageStart("s1")], ...events));
  return summaryPage(drill, state, attemptModel(drill, state, facts, state.t), PAGE);
}
const HIDDEN = { "s1::test_1": "passed", "s1::test_2": "failed", "s1::test_3": "passed" } as const;
const hiddenFacts = (message: string) =>
  wholeRun("r2", [{ id: "s1::test_2", outcome: "failed", error: { type: "ValueError", message } }]);

describe("the page at the end of an attempt", () => {
  it("tells time, stages, lights and tests", () => {
    const html = page(
      [
        [60_000, runStart("r1", "own")],
        [61_000, runEnd("r1", "own", { "t::a": "passed" })],
        [90_000, { type: "hint", id: "h2", level: 1 }],
        [120_000, runStart("r2", "hidden", "s1")],
        [121_000, runEnd("r2", "hidden", HIDDEN, { stage: "s1" })],
        [300_000, { type: "attempt.end", reason: "submit" }],
      ],
      { own: [], hidden: hiddenFacts("the second row is missing") },
    );
    // The style is looked at in a browser, not here.
    assertGolden("summary-page.html", html.replace(/<style[\s\S]*?<\/style>/, "<style></style>"));
  });

  it("takes nothing that a drill or a test says for markup", () => {
    const html = page(
      [[1, runEnd("r2", "hidden", HIDDEN)]],
      { own: [], hidden: hiddenFacts(HOSTILE) },
      {
        ...sampleDrill,
        title: HOSTILE,
        stages: sampleDrill.stages.map((stage) => ({ ...stage, title: HOSTILE })),
      },
    );
    assert.doesNotMatch(html, /<img/);
    assert.doesNotMatch(html, /onerror="/);
    assert.ok(html.split("&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;").length > 4);
  });

  it("allows only its own style and script", () => {
    const html = page([], { own: [], hidden: [] });
    assert.match(html, /content="default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce';"/);
    for (const [tag] of html.matchAll(/<(style|script)\b[^>]*>/g)) assert.match(tag, /nonce="n0nce"/);
    assert.doesNotMatch(html, /\sstyle="|\son\w+="/);
  });
});
