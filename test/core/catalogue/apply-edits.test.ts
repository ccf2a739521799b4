import assert from "node:assert/strict";
import fc from "fast-check";
import { applyEdits } from "../../../src/core/catalogue/apply-edits.ts";

const wheat = { "solution.py": "a = 1\nb = 2\n", "pkg/other.py": "a = 1\n" };
const planted = (...edits: { file?: string; find: string; replace: string }[]) =>
  applyEdits(wheat, { edits }, "solution.py");

describe("applyEdits", () => {
  it("edits the main file unless another is named, one edit after the other", () => {
    assert.deepEqual(
      planted(
        { find: "a = 1", replace: "a = 3" },
        { find: "a = 3\n", replace: "" },
        { file: "pkg/other.py", find: "1", replace: "$&" },
      ),
      { files: { "solution.py": "b = 2\n", "pkg/other.py": "a = $&\n" } },
    );
    assert.equal(wheat["solution.py"], "a = 1\nb = 2\n");
  });

  it("says how often a text that does not stand once stands there", () => {
    assert.deepEqual(
      planted(
        { find: " = ", replace: "=" },
        { find: "c", replace: "d" },
        { file: "x.py", find: "a", replace: "" },
      ),
      {
        problems: [
          { index: 0, file: "solution.py", matches: 2 },
          { index: 1, file: "solution.py", matches: 0 },
          { index: 2, file: "x.py", matches: -1 },
        ],
      },
    );
  });

  it("is undone by the edit the other way round, wherever that is unique too", () => {
    const word = fc.string({ minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(word, word, word, word, (before, find, after, replace) => {
        const files = { "solution.py": before + find + after };
        const there = applyEdits(files, { edits: [{ find, replace }] }, "solution.py");
        if (!("files" in there)) return;
        const back = applyEdits(there.files, { edits: [{ find: replace, replace: find }] }, "solution.py");
        if ("files" in back) assert.deepEqual(back.files, files);
      }),
    );
  });
});
