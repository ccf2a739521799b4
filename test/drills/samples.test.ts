import assert from "node:assert/strict";
import { join } from "node:path";
import { readDrillFolder } from "../../src/app/verify/pack-folder.ts";
import { canRun, checkDrill } from "../../src/core/catalogue/check-drill.ts";
import { parseDrill } from "../../src/core/catalogue/parse-drill.ts";
import { whereOf } from "../../src/core/catalogue/problem.ts";

const SAMPLES = join(import.meta.dirname, "fixtures", "samples");

/** Drafts of six drills in an older form: good material, and none of it is a drill yet. */
const DRAFTS: Record<string, readonly string[]> = {
  "accum-drift": [
    "drill.yaml:7:1 `python` is not a key of this file",
    "drill.yaml:33:1 `clarify` is not a key of this file",
    "chaffs.yaml:1:3 `says` of entry 1 is missing",
  ],
  "eval-report-untangle": [
    "drill.yaml:1:1 `schema` is missing",
    "drill.yaml:1:1 `kind` is missing",
    "chaffs.yaml:1:3 `level` of entry 1 is missing",
  ],
  "filtered-sampling": ["drill.yaml:1:1 `files` is missing", "chaffs.yaml:1:3 `level` of entry 1 is missing"],
  "leakproof-split": ["drill.yaml:1:1 `files` is missing", "chaffs.yaml:1:3 `level` of entry 1 is missing"],
  "segment-pool": [
    'drill.yaml:10:5 `signatures[0]` is "segment_sum(values, segment_ids, num_segments)"',
    "drill.yaml:14:10 `stages[0].id` is 1",
    "chaffs.yaml:2:10 `stage` of entry 1 is 1",
  ],
  "stream-stop": ["drill.yaml:1:1 `kind` is missing", "chaffs.yaml:1:3 `level` of entry 1 is missing"],
};

describe("drafts of drills", () => {
  for (const [id, expected] of Object.entries(DRAFTS)) {
    it(`${id} is refused as it lies, with what is to be done`, () => {
      const problems = checkDrill(parseDrill(readDrillFolder(join(SAMPLES, id), id)));
      const said = problems.map((problem) => `${whereOf(problem)} ${problem.message}`);
      for (const one of expected) assert.ok(said.includes(one), `${one}\nis not among\n${said.join("\n")}`);
      assert.equal(canRun(problems), false);
      for (const { severity, remedy } of problems) assert.ok(severity === "error" && remedy.length > 0);
    });
  }
});
