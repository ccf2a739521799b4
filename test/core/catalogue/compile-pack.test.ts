import assert from "node:assert/strict";
import { compilePack, PackError } from "../../../src/core/catalogue/compile-pack.ts";
import type { FolderFiles } from "../../../src/core/catalogue/folder.ts";
import { IndexError, indexText, parseIndex } from "../../../src/core/catalogue/index-file.ts";
import { type DrillFiles, edit, TINY_FOLDER, tinyDrill } from "../../support/tiny-drill.ts";

const PACK = "schema: 1\nid: tiny\ntitle: Tiny\nversion: 1.0.0\n";
const LOCK = { format: 1, hash: "h", tests: { s1: 4, s2: 2 } };

function drill(files: DrillFiles, folder = TINY_FOLDER, lock: object | null = LOCK): FolderFiles {
  const all = lock ? { ...files, "drill.lock": JSON.stringify(lock) } : files;
  return { folder, files: new Map(Object.entries(all)), hash: "h" };
}

const compile = (...drills: FolderFiles[]) => compilePack({ manifest: PACK, drills });

describe("compilePack", () => {
  it("takes the manifest, the lock's figures, the starter's counts and the prompt's first sentence", () => {
    const [found] = compile(drill(tinyDrill())).drills;
    assert.equal(found?.folder, TINY_FOLDER);
    assert.equal(found?.hash, "h");
    assert.deepEqual(found?.tests, { s1: 4, s2: 2 });
    assert.equal(found?.summary, "Move every value into a range.");
    // test_solution.py: one test, one assert; solution.py: one function, which is def and raise.
    assert.deepEqual(found?.baseline, { tests: 1, asserts: 1, funcs: 1, stmts: 2 });
  });

  it("reports a broken drill and keeps the others, sorted by folder", () => {
    const { drills, broken } = compile(
      drill(edit(tinyDrill(), "drill.yaml", "id: clip-span", "id: z"), "data/z"),
      drill(edit(tinyDrill(), "drill.yaml", "minutes: 15", "minute: 15"), "data/broken"),
      drill(tinyDrill()),
    );
    assert.deepEqual(
      drills.map(({ id }) => id),
      ["clip-span", "z"],
    );
    assert.deepEqual(
      broken.map(({ folder }) => folder),
      ["data/broken"],
    );
    assert.match(broken[0]?.problem ?? "", /^drill\.yaml:1:1: `minutes` is missing/);
  });

  for (const [why, broken, expected] of [
    [
      "has no lock",
      drill(tinyDrill(), TINY_FOLDER, null),
      /^drill\.lock is missing\. Run `pair-drills verify clip-span`/,
    ],
    [
      "has changed since its lock",
      drill(tinyDrill(), TINY_FOLDER, { ...LOCK, hash: "old" }),
      /^drill\.lock is older than the drill/,
    ],
    ["has a damaged lock", drill(tinyDrill(), TINY_FOLDER, { format: 1 }), /^drill\.lock cannot be read/],
    [
      "has a starter that does not parse",
      drill({ ...tinyDrill(), "starter/solution.py": "def (" }),
      /^starter\/solution\.py is not valid Python/,
    ],
    [
      "lacks a file",
      drill({
        ...tinyDrill(),
        "drill.yaml": (tinyDrill()["drill.yaml"] ?? "").replace("hidden/test_stage2", "hidden/test_two"),
      }),
      /^hidden\/test_two\.py is missing/,
    ],
  ] as const) {
    it(`leaves out a drill that ${why}`, () => {
      const index = compile(broken);
      assert.deepEqual(index.drills, []);
      assert.match(index.broken[0]?.problem ?? "", expected);
    });
  }

  it("keeps the first of two drills with one id", () => {
    const index = compile(drill(tinyDrill()), drill(tinyDrill(), "data/copy"));
    assert.deepEqual(
      index.drills.map(({ folder }) => folder),
      [TINY_FOLDER],
    );
    assert.match(index.broken[0]?.problem ?? "", /already that of data\/clip-span/);
  });

  it("refuses a pack without a valid pack.yaml", () => {
    assert.throws(() => compilePack({ manifest: undefined, drills: [] }), PackError);
    assert.throws(
      () => compilePack({ manifest: "schema: 1\nid: x\ntitle: X\nversion: one\n", drills: [] }),
      /pack\.yaml:4:10/,
    );
  });
});

describe("the index file", () => {
  it("gives back what was written", () => {
    const index = compile(drill(tinyDrill()), drill({}, "data/empty"));
    assert.deepEqual(parseIndex(indexText(index)), index);
  });
  it("says which drill is damaged, when more than its row is asked for", () => {
    const text = indexText(compile(drill(tinyDrill()))).replace('"minutes":8', '"minutes":"soon"');
    const [found] = parseIndex(text).drills;
    assert.equal(found?.title, "Clip values and measure their span");
    assert.throws(() => found?.stages, /entry of clip-span is damaged\. Build it again/);
  });
  it("is refused with advice when it is newer, damaged or of another form", () => {
    assert.throws(() => parseIndex('{"format":2}'), /format 2; this version reads 1\. Update/);
    assert.throws(() => parseIndex("{"), /damaged/);
    assert.throws(() => parseIndex('{"format":1}'), IndexError);
  });
});
