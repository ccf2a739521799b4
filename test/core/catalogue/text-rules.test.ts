import assert from "node:assert/strict";
import { checkDrill } from "../../../src/core/catalogue/check-drill.ts";
import { parseDrill } from "../../../src/core/catalogue/parse-drill.ts";
import { type Problem, whereOf } from "../../../src/core/catalogue/problem.ts";
import { hiddenImports } from "../../../src/core/catalogue/rules/hidden-imports.ts";
import { isValid } from "../../../src/core/catalogue/valid-drill.ts";
import { type DrillFiles, edit, TINY_FOLDER, tinyDrill } from "../../support/tiny-drill.ts";

const parse = (files: DrillFiles, folder = TINY_FOLDER) =>
  parseDrill({ folder, files: new Map(Object.entries(files)), hash: "" });
const check = (files: DrillFiles, folder?: string): Problem[] => checkDrill(parse(files, folder));
const without = (files: DrillFiles, path: string): DrillFiles =>
  Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));
const yaml = (find: string, replace: string): DrillFiles => edit(tinyDrill(), "drill.yaml", find, replace);
const chaffs = (find: string, replace: string): DrillFiles => edit(tinyDrill(), "chaffs.yaml", find, replace);

/** The one rule that is broken, where, and what is said of it. */
const only = (problems: readonly Problem[]): string => {
  assert.equal(problems.length, 1, JSON.stringify(problems, null, 2));
  const [problem] = problems;
  assert.ok(problem);
  return `${problem.rule} at ${whereOf(problem)}: ${problem.message}`;
};

describe("rules over a drill's text", () => {
  it("find nothing in a valid drill", () => assert.deepEqual(check(tinyDrill()), []));

  for (const [name, files, expected] of [
    ["a file that is not YAML", yaml("skills: [lists]", "skills: [lists"), /^yaml at drill\.yaml:7:\d+: /],
    ["a missing key", yaml("minutes: 15\n", ""), /^schema at drill\.yaml:1:1: `minutes` is missing$/],
    [
      "a stage called out of order",
      yaml("  - id: s2\n", "  - id: s3\n"),
      /^stage-order at drill\.yaml:30:9: stage 2 is called s3/,
    ],
    [
      "a clarification of a stage that is not there",
      yaml("    stage: s1\n", "    stage: s7\n"),
      /^known-stage at drill\.yaml:40:12: there is no stage s7$/,
    ],
    [
      "a chaff of a stage that is not there",
      chaffs("  stage: s2\n  level: basic", "  stage: s3\n  level: basic"),
      /^known-stage at chaffs\.yaml:28:10/,
    ],
    [
      "two follow-ups with one id",
      yaml("follow_ups:\n", "follow_ups:\n  - {id: scale, stage: s1, ask: Why?, strong: [it says why]}\n"),
      /^unique-ids at drill\.yaml:49:9: `scale`/,
    ],
    [
      "two chaffs with one id",
      chaffs("- id: high-ignored", "- id: low-ignored"),
      /^unique-ids at chaffs\.yaml:7:7/,
    ],
    [
      "a starter file that is missing",
      without(tinyDrill(), "starter/test_solution.py"),
      /^files-exist at drill\.yaml:12:5: starter\/test_solution\.py is missing$/,
    ],
    [
      "a stage text that is missing",
      without(tinyDrill(), "stage-2.md"),
      /^files-exist at drill\.yaml:30:5: stage-2\.md is missing/,
    ],
    ["a file that nothing names", { ...tinyDrill(), "notes.txt": "" }, /^unexpected-file at notes\.txt: /],
    [
      "a helper among the hidden tests",
      { ...tinyDrill(), "hidden/helper.py": "" },
      /^unexpected-file at hidden\/helper\.py/,
    ],
    [
      "a placeholder",
      edit(tinyDrill(), "prompt.md", "# Clip", "# TODO(drill): Name it."),
      /^todo at prompt\.md:1: it still says TODO\(drill\)$/,
    ],
    [
      "a prompt that is too long",
      { ...tinyDrill(), "prompt.md": "word ".repeat(251) },
      /^prompt-length at prompt\.md: the text has 251 words/,
    ],
    [
      "a name without a signature",
      yaml("    adds: [clip]", "    adds: [clip, crop]"),
      /^signature at drill\.yaml:29:11: s1 adds `crop`/,
    ],
    [
      "a stub that does not define its name",
      yaml("def span(values):", "def width(values):"),
      /^stage-stub at drill\.yaml:19:11: the stub of `span` does not define it/,
    ],
    [
      "a test without a title",
      edit(tinyDrill(), "hidden/test_stage2.py", '    """without a value the span is 0"""\n', ""),
      /^test-title at hidden\/test_stage2\.py:4: test_no_value has no docstring/,
    ],
    [
      "a title of two lines",
      edit(tinyDrill(), "hidden/test_stage2.py", "the span is 0", "the\n    span is 0"),
      /^test-title at hidden\/test_stage2\.py:4: .* more than one line/,
    ],
    [
      "a test that does not state its case",
      edit(tinyDrill(), "hidden/test_stage2.py", "    case.given(values=[])\n", ""),
      /^states-case at hidden\/test_stage2\.py:4/,
    ],
    [
      "an edge that no chaff shows",
      chaffs("  edge: empty\n", ""),
      /^edge-tagged at drill\.yaml:45:5: no planted bug shows the edge `empty`/,
    ],
    [
      "an edge that is not listed",
      chaffs("  says: Only the upper", "  edge: nowhere\n  says: Only the upper"),
      /^edge-known at chaffs\.yaml:5:9: drill\.yaml lists no edge `nowhere`/,
    ],
    [
      "an edit that matches nothing",
      chaffs('find: "max(value, low)", replace: "value"', 'find: "max(value, lo)", replace: "value"'),
      /^chaff-applies at chaffs\.yaml:6:18: the text that `low-ignored` looks for stands 0 times/,
    ],
    [
      "an edit that matches twice",
      chaffs('find: "max(value, low)", replace: "value"', 'find: "values", replace: "value"'),
      /^chaff-applies .* stands 6 times in reference\/solution\.py/,
    ],
    [
      "a chaff that changes nothing",
      chaffs('replace: "value"', 'replace: "max(value, low)"'),
      /^chaff-differs at chaffs\.yaml:1:3: `low-ignored` changes nothing/,
    ],
    [
      "two sentences",
      chaffs("Only the upper limit is held.", "The lower is not. Only the upper is."),
      /^says-one-sentence at chaffs\.yaml:5:9: .* more than one/,
    ],
    [
      "no sentence",
      chaffs("Only the upper limit is held.", "upper limit"),
      /^says-one-sentence at chaffs\.yaml:5:9: .* no full stop/,
    ],
    [
      "code that is not in double quotes",
      chaffs('find: "max(value, low)"', "find: 'max(value, low)'"),
      /^double-quoted at chaffs\.yaml:6:18/,
    ],
    [
      "no second solution",
      without(tinyDrill(), "wheats/loops.py"),
      /^second-wheat at wheats\/: there is no second solution/,
    ],
    [
      "the reference once more",
      { ...tinyDrill(), "wheats/loops.py": tinyDrill()["reference/solution.py"] ?? "" },
      /^second-wheat at wheats\/loops\.py: this is the reference/,
    ],
    [
      "performance that nothing measures",
      yaml("edges:", "performance: {stage: s2, sizes: [10, 80], bound: 22}\n\nedges:"),
      /^performance at drill\.yaml:42:22: no hidden test of s2 is marked/,
    ],
    [
      "a mark that drill.yaml does not explain",
      edit(tinyDrill(), "hidden/test_stage2.py", "def test_no_value", "@pytest.mark.perf\ndef test_no_value"),
      /^performance at drill\.yaml:25:3: s2 has a test marked `perf`/,
    ],
  ] as const) {
    it(`refuse ${name}`, () => assert.match(only(check(files)), expected));
  }

  it("refuse fewer than six chaffs, and advise both levels", () => {
    const files = tinyDrill();
    const [basic = ""] = (files["chaffs.yaml"] ?? "").split("- id: point-refused");
    const manifest = (files["drill.yaml"] ?? "").replace(/ {2}- \{id: (point|empty).*\n/g, "");
    const found = check({ ...files, "chaffs.yaml": basic, "drill.yaml": manifest });
    assert.deepEqual(
      found.map(({ rule, severity }) => [rule, severity]),
      [
        ["chaff-count", "error"],
        ["chaff-levels", "warning"],
      ],
    );
  });

  it("refuse a folder that is named otherwise", () => {
    assert.match(only(check(tinyDrill(), "data/other")), /^folder-name at drill\.yaml:2:5/);
    assert.match(only(check(tinyDrill(), "tensor/clip-span")), /^folder-name at drill\.yaml:4:11/);
  });

  it("refuse a later stage's name that nothing writes into the candidate's file", () => {
    const manifest = tinyDrill()["drill.yaml"] ?? "";
    const bare = manifest.replace(/ {4}stub: \|\n( {6}.*\n)+/, "");
    assert.match(
      only(check({ ...tinyDrill(), "drill.yaml": bare })),
      /^stage-stub at drill\.yaml:30:11: s2 adds `span`/,
    );
  });

  it("let tests of structure and growth be without a case", () => {
    const files = edit(tinyDrill(), "hidden/test_stage2.py", "    case.given(values=[])\n", "");
    const marked = edit(
      files,
      "hidden/test_stage2.py",
      "def test_no_value",
      "@pytest.mark.structure\ndef test_no_value",
    );
    assert.deepEqual(check(marked), []);
  });

  describe("hidden imports", () => {
    const imports = (line: string): Problem[] => {
      const drill = parse(edit(tinyDrill(), "hidden/test_stage1.py", "import solution\n", line));
      assert.ok(isValid(drill));
      return hiddenImports(drill, ["os", "json"]);
    };
    it("may be the standard library, pytest and the solution", () => {
      assert.deepEqual(imports("import json, os.path\nimport pytest\nimport solution\n"), []);
    });
    it("may not be a package that the drill does not require", () => {
      assert.match(
        only(imports("import numpy as np\n")),
        /^hidden-imports at hidden\/test_stage1\.py:1: it imports `numpy`/,
      );
    });
    it("may not be another file of the drill", () => {
      assert.match(
        only(imports("\nfrom . import helper\n")),
        /^hidden-imports at hidden\/test_stage1\.py:2: .* another file/,
      );
    });
    it("do not take names out of the solution", () => {
      assert.match(
        only(imports("from solution import clip, span\n")),
        /it takes clip, span out of `solution`/,
      );
    });
  });
});
