import { strict as assert } from "node:assert";
import { GLOBS } from "../../scripts/test/globs.ts";
import { files } from "./sources.ts";

describe("test files", () => {
  it("each is run by exactly one ring", () => {
    const runs = Object.values(GLOBS).flatMap((glob) => files(glob));
    const wanted = files(
      "{src,scripts,test,media}/**/*{.test,_test,.spec}.*",
      "{src,test}/**/test_*.py",
    ).filter(
      (file) => !file.includes("/fixtures/"), // drills that the tests read: content, not tests
    );
    assert.ok(wanted.length > 0);
    assert.deepEqual([...runs].sort(), [...new Set(wanted)].sort());
  });
});
