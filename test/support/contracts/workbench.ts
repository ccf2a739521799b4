import assert from "node:assert/strict";
import type { Workbench } from "../../../src/app/ports.ts";

/** A folder of files that is new for each test. */
export interface Bench {
  readonly workbench: Workbench;
  dispose(): void;
}

/** What every Workbench must do. */
export function workbenchContract(
  name: string,
  makeBench: (files: Readonly<Record<string, string>>) => Bench,
): void {
  describe(`the contract of a workbench: ${name}`, () => {
    let bench: Bench;
    let workbench: Workbench;
    beforeEach(() => {
      bench = makeBench({ "solution.py": "x = 1\n", "ragged.py": "no end of line", "empty.py": "" });
      workbench = bench.workbench;
    });
    afterEach(() => bench.dispose());

    it("reads what is there, and null for what is not", async () => {
      assert.equal(await workbench.read("solution.py"), "x = 1\n");
      assert.equal(await workbench.read("empty.py"), "");
      assert.equal(await workbench.read("missing.py"), null);
    });

    it("appends at the end", async () => {
      await workbench.append("solution.py", "\n\ndef f(): ...\n");
      assert.equal(await workbench.read("solution.py"), "x = 1\n\n\ndef f(): ...\n");
    });

    it("appends on a line of its own when the last line has no end", async () => {
      await workbench.append("ragged.py", "y = 2\n");
      assert.equal(await workbench.read("ragged.py"), "no end of line\ny = 2\n");
    });

    it("appends to an empty file and to one that was deleted", async () => {
      await workbench.append("empty.py", "a\n");
      await workbench.append("deleted.py", "b\n");
      assert.equal(await workbench.read("empty.py"), "a\n");
      assert.equal(await workbench.read("deleted.py"), "b\n");
    });

    it("replaces all of a file", async () => {
      await workbench.replace("solution.py", "y = 'ä'\n");
      assert.equal(await workbench.read("solution.py"), "y = 'ä'\n");
    });

    it("writes a file of ours, also twice, also in a new folder", async () => {
      await workbench.write("prompt.md", "first, and longer");
      await workbench.write("prompt.md", "second");
      await workbench.write("notes/one.md", "n");
      assert.equal(await workbench.read("prompt.md"), "second");
      assert.equal(await workbench.read("notes/one.md"), "n");
    });

    it("saving changes nothing that was saved", async () => {
      await workbench.replace("solution.py", "z\n");
      await workbench.save();
      assert.equal(await workbench.read("solution.py"), "z\n");
    });
  });
}
