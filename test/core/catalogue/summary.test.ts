import assert from "node:assert/strict";
import { nearest } from "../../../src/core/catalogue/suggest.ts";
import { firstSentence } from "../../../src/core/catalogue/summary.ts";

describe("firstSentence", () => {
  for (const [what, text, expected] of [
    ["skips headings", "# Title\n\n## More\n\nFirst one. Second one.\n", "First one."],
    ["joins the lines of a paragraph", "We have\nragged rows. And more.", "We have ragged rows."],
    [
      "drops marks of emphasis, code and links",
      "Use **the** `pick()` of [numpy](https://numpy.org)!",
      "Use the pick() of numpy!",
    ],
    [
      "does not end at a point inside a number or name",
      "Keep 1.5 GB of a.b free. Then stop.",
      "Keep 1.5 GB of a.b free.",
    ],
    ["takes a paragraph without an end", "No end here", "No end here"],
    ["is empty for an empty prompt", "# Only a title\n", ""],
  ] as const) {
    it(what, () => assert.equal(firstSentence(text), expected));
  }
});

describe("nearest", () => {
  it("finds a word with a slip", () => {
    assert.equal(nearest("titel", ["title", "tests"]), "title");
    assert.equal(nearest("follow_up", ["follow_ups", "files"]), "follow_ups");
  });
  it("finds none when nothing is near", () => assert.equal(nearest("colour", ["id", "text"]), undefined));
});
