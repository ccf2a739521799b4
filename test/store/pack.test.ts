import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { HumanError } from "../../src/app/errors.ts";
import type { PackIndex } from "../../src/contract/drill.ts";
import { promptFile } from "../../src/core/catalogue/prompt-file.ts";
import { readContent, readPack } from "../../src/store/pack.ts";
import { sampleDrill } from "../support/sample-drill.ts";
import { Temporary } from "../support/temporary.ts";

const INDEX: PackIndex = {
  format: 1,
  pack: { schema: 1, id: "built-in", title: "Built in", version: "0.1.0" },
  drills: [sampleDrill],
  broken: [],
};

describe("a compiled pack", () => {
  const temporary = new Temporary();
  let folder: string;
  let index: string;
  beforeEach(() => {
    folder = temporary.folder();
    index = join(folder, "index.json");
  });
  after(() => temporary.dispose());
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const refused = (error: unknown) => error instanceof HumanError && error.message.includes(folder);

  it("is read from its index", () => {
    writeFileSync(index, JSON.stringify(INDEX));
    assert.deepEqual(readPack(index, folder), { index: INDEX, folder });
  });

  for (const [what, text] of [
    ["no JSON", "{"],
    ["of another format", JSON.stringify({ ...INDEX, format: 2 })],
    ["no catalogue", "[]"],
  ] as const) {
    it(`whose index is ${what} says which file`, () => {
      writeFileSync(index, text);
      assert.throws(() => readPack(index, folder), refused);
    });
  }

  it("without an index says which file is missing", () => {
    assert.throws(() => readPack(index, folder), refused);
  });

  it("gives what practising a drill needs", () => {
    const at = sampleDrill.folder;
    write(join(at, "prompt.md"), "one");
    write(join(at, "stage-2.md"), "two");
    write(join(at, "told-last.md"), "three");
    for (const { path } of sampleDrill.files) write(join(at, "starter", path), `starter of ${path}`);
    const stages = sampleDrill.stages.map((stage) =>
      stage.id === "s3" ? { ...stage, prompt: "told-last.md" } : stage,
    );
    const content = readContent({ index: INDEX, folder }, { ...sampleDrill, stages });
    assert.deepEqual(content.texts, { s1: "one", s2: "two", s3: "three" });
    assert.deepEqual(content.starter, {
      "solution.py": "starter of solution.py",
      "test_solution.py": "starter of test_solution.py",
      "rows.csv": "starter of rows.csv",
    });
    assert.deepEqual(content.hidden[1], {
      stage: "s2",
      title: "Softmax",
      file: join(folder, at, "hidden/test_stage2.py"),
    });
  });

  it("whose drill lacks a file says which", () => {
    assert.throws(
      () => readContent({ index: INDEX, folder }, sampleDrill),
      (error) => refused(error) && (error as Error).message.includes("prompt.md"),
    );
  });

  it("has its first prompt in prompt.md and the later ones in stage-2.md and so on", () => {
    const stages = sampleDrill.stages.map(({ prompt, ...stage }) => stage);
    const files = [0, 1, 2].map((index) => promptFile({ stages }, index));
    assert.deepEqual(files, ["prompt.md", "stage-2.md", "stage-3.md"]);
  });
});
