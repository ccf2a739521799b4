import assert from "node:assert/strict";
import { symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { readDrillFolder } from "../../src/app/verify/pack-folder.ts";
import { probe } from "../../src/app/verify/python.ts";
import { findPythons } from "../../src/app/verify/pythons.ts";
import { soakDrill } from "../../src/app/verify/soak-drill.ts";
import { Workers } from "../../src/app/verify/workers.ts";
import { parseDrill } from "../../src/core/catalogue/parse-drill.ts";
import { isValid, type ValidDrill } from "../../src/core/catalogue/valid-drill.ts";
import { Temporary } from "../support/temporary.ts";
import { type DrillFiles, edit, TINY_FOLDER, tinyDrill } from "../support/tiny-drill.ts";
import { PYTHON, RUNNER, VerifyBench } from "./bench.ts";

describe("soak", function () {
  this.timeout(60_000);
  const temporary = new Temporary();
  let bench: VerifyBench;
  let workers: Workers;
  before(() => {
    bench = new VerifyBench();
    workers = new Workers(2, 1, {
      python: PYTHON,
      script: join(RUNNER, "prove.py"),
      modules: [],
      fork: true,
    });
  });
  after(async () => {
    await workers.stop();
    await bench.dispose();
    temporary.dispose();
  });

  const soak = (files: DrillFiles) => {
    const folder = bench.write(files);
    const drill = parseDrill(readDrillFolder(folder, TINY_FOLDER));
    assert.ok(isValid(drill));
    return soakDrill(drill as ValidDrill, folder, workers, 6, 1);
  };

  it("counts no failure for a steady drill", async () => {
    assert.deepEqual(await soak(tinyDrill()), { failures: 0, notes: [] });
  });

  it("counts the rounds in which a test failed, and names their seeds", async () => {
    const order = edit(
      tinyDrill(),
      "hidden/test_stage1.py",
      "import solution\n",
      "import solution\n\nSEEN = []\n",
    );
    const seen = edit(
      order,
      "hidden/test_stage1.py",
      "    case.given(values=[5]",
      "    SEEN.append(1)\n    case.given(values=[5]",
    );
    const needs = '    case.that(len(SEEN) < 1, "test_above has not run")\n    case.given(values=[-1';
    const { failures, notes } = await soak(
      edit(seen, "hidden/test_stage1.py", "    case.given(values=[-1", needs),
    );
    assert.ok(failures > 1 && failures <= 6, notes.join("\n"));
    assert.ok(
      notes.some((note) => /^reference\/ with seed 10\d\d: test_below of s1 \(/.test(note)),
      notes.join("\n"),
    );
  });

  it("finds interpreters by their version, and believes no name", async () => {
    const { executable, python } = await probe(PYTHON, []);
    const minor = python.split(".").slice(0, 2).join(".");
    const folder = temporary.folder();
    for (const name of ["3.10", "3.11", "3.12", "3.13", "3.14"])
      symlinkSync(executable, join(folder, `python${name}`));
    const found = await findPythons({ PATH: ["", folder].join(delimiter), PYENV_ROOT: folder });
    assert.deepEqual(found, [{ minor, executable: join(folder, `python${minor}`) }]);
  });
});
