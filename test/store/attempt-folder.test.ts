import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HumanError } from "../../src/app/errors.ts";
import { fillAttemptFolder, makeAttemptFolder, readMarker } from "../../src/store/attempt-folder.ts";
import { Temporary } from "../support/temporary.ts";

const MARKER = {
  format: 1,
  attempt: "segment-pool-20261123-4f2a",
  drill: "segment-pool",
  pack: "built-in",
} as const;
const FILES = [
  { path: "solution.py", role: "solution", content: "x = 1\n" },
  { path: "data/rows.csv", role: "read-only", content: "1,2\n" },
] as const;

describe("an attempt's folder", () => {
  const temporary = new Temporary();
  let parent: string;
  beforeEach(() => {
    parent = temporary.folder();
  });
  after(() => temporary.dispose());
  const text = (...path: readonly string[]) => readFileSync(join(parent, ...path), "utf8");

  it("is numbered, each new one with the first number that is free", () => {
    const make = () => makeAttemptFolder(join(parent, "drills"), "segment-pool");
    assert.equal(make(), join(parent, "drills", "segment-pool-1"));
    assert.equal(make(), join(parent, "drills", "segment-pool-2"));
    writeFileSync(join(parent, "drills", "segment-pool-3"), "a file of the candidate's");
    assert.equal(make(), join(parent, "drills", "segment-pool-4"));
  });

  it("says what to do when it cannot be made", () => {
    const blocked = join(parent, "blocked");
    writeFileSync(blocked, "");
    assert.throws(
      () => makeAttemptFolder(blocked, "segment-pool"),
      (error) => error instanceof HumanError && error.message.includes(blocked),
    );
  });

  it("begins with the starter files, the prompt, settings and the marker", () => {
    fillAttemptFolder(parent, FILES, "# Pool\n", "/usr/bin/python3", MARKER);
    assert.equal(text("solution.py"), "x = 1\n");
    assert.equal(text("data", "rows.csv"), "1,2\n");
    assert.equal(text("prompt.md"), "# Pool\n");
    assert.match(text("pyproject.toml"), /\[tool\.ruff\]/);
    const settings = JSON.parse(text(".vscode", "settings.json"));
    assert.equal(settings["python.defaultInterpreterPath"], "/usr/bin/python3");
    assert.deepEqual(settings["files.readonlyInclude"], { "prompt.md": true, "data/rows.csv": true });
    assert.deepEqual(readMarker(parent), MARKER);
  });

  it("names no interpreter while none is known", () => {
    fillAttemptFolder(parent, FILES, "", null, MARKER);
    assert.equal("python.defaultInterpreterPath" in JSON.parse(text(".vscode", "settings.json")), false);
  });

  it("has files that are not to be changed marked so", function () {
    if (process.platform === "win32") this.skip();
    fillAttemptFolder(parent, FILES, "", null, MARKER);
    assert.equal(statSync(join(parent, "data", "rows.csv")).mode & 0o222, 0);
    assert.notEqual(statSync(join(parent, "solution.py")).mode & 0o222, 0);
  });

  it("never overwrites what is there, and is then no attempt", () => {
    writeFileSync(join(parent, "solution.py"), "mine\n");
    assert.throws(() => fillAttemptFolder(parent, FILES, "", null, MARKER), HumanError);
    assert.equal(text("solution.py"), "mine\n");
    assert.equal(readMarker(parent), null);
  });

  describe("its marker", () => {
    const write = (content: string) => writeFileSync(join(parent, ".pair-drills.json"), content);
    const refused = (pattern: RegExp) => (error: unknown) =>
      error instanceof HumanError && pattern.test(error.message);

    it("is null where there is none", () => {
      assert.equal(readMarker(parent), null);
      assert.equal(readMarker(join(parent, "nowhere")), null);
    });

    it("of a newer version is refused with advice", () => {
      write(JSON.stringify({ ...MARKER, format: 2, attempts: [] }));
      assert.throws(() => readMarker(parent), refused(/newer Pair Drills.*Update the extension/));
    });

    for (const [what, content] of [
      ["is no JSON", "{"],
      ["is null", "null"],
      ["lacks a key", JSON.stringify({ ...MARKER, drill: undefined })],
      ["would leave the data home", JSON.stringify({ ...MARKER, attempt: "../../etc" })],
    ] as const) {
      it(`that ${what} is damaged, and the files are untouched`, () => {
        write(content);
        assert.throws(() => readMarker(parent), refused(/is damaged.*Your files are untouched/));
      });
    }
  });

  it("keeps out of sight what is not the candidate's", () => {
    fillAttemptFolder(parent, FILES, "", null, MARKER);
    mkdirSync(join(parent, "__pycache__"));
    const hidden = Object.keys(JSON.parse(text(".vscode", "settings.json"))["files.exclude"]);
    const names = readdirSync(parent).filter(
      (name) => !hidden.some((one) => one === name || one === `**/${name}`),
    );
    assert.deepEqual(names.sort(), ["data", "prompt.md", "pyproject.toml", "solution.py"]);
  });
});
