import assert from "node:assert/strict";
import { type DrillFiles, edit, tinyDrill } from "../support/tiny-drill.ts";
import { found, VerifyBench } from "./bench.ts";

const change = (path: string, find: string, replace: string): DrillFiles =>
  edit(tinyDrill(), path, find, replace);
const and = (files: DrillFiles, path: string, find: string, replace: string): DrillFiles =>
  edit(files, path, find, replace);
const text = (path: string): string => tinyDrill()[path] ?? "";

/** Turns a chaff's kind and edits into others. */
const bug = (id: string, find: string, replace: string): DrillFiles => {
  const chaffs = text("chaffs.yaml");
  const pattern = new RegExp(`(- id: ${id}\\n(?:  .*\\n)*?  edits: ).*\\n`);
  assert.match(chaffs, pattern);
  const edits = `[{find: ${JSON.stringify(find)}, replace: ${JSON.stringify(replace)}}]`;
  return { ...tinyDrill(), "chaffs.yaml": chaffs.replace(pattern, (_, head) => `${head}${edits}\n`) };
};

const PERF =
  '\n\n@pytest.mark.perf\ndef test_growth(case):\n    """the span of many values is quick"""\n    ';

describe("rules over what running a drill shows", function () {
  this.timeout(60_000);
  let bench: VerifyBench;
  before(() => {
    bench = new VerifyBench();
  });
  after(() => bench.dispose());

  const refuses = (name: string, files: DrillFiles, ...expected: RegExp[]): void => {
    it(`refuse ${name}`, async () => {
      const report = await bench.verify(files);
      const errors = found(report);
      assert.equal(errors.length, expected.length, errors.join("\n"));
      for (const [index, error] of errors.entries()) assert.match(error, expected[index] ?? /$^/);
      assert.deepEqual([report.ok, report.lock], [false, "refused"]);
    });
  };

  it("find nothing in a valid drill", async () => {
    const report = await bench.verify(tinyDrill());
    assert.deepEqual(found(report), []);
    assert.deepEqual([report.ok, report.tests, report.par], [true, 6, { caught: 6, of: 6 }]);
  });

  describe("wheats", () => {
    refuses(
      "a reference that is wrong",
      change("reference/solution.py", "if not values:", "if values is None:"),
      /^wheat-passes hidden\/test_stage2\.py:4 test_no_value of s2 refuses reference\/: ValueError: /,
      /^par-holds reference\/ the par tests do not hold for reference: test_span/,
    );
    refuses(
      "a second wheat that is wrong",
      change("wheats/loops.py", "if ordered else 0", "if ordered else -1"),
      /^wheat-passes hidden\/test_stage2\.py:4 test_no_value of s2 refuses wheats\/loops\.py: expected 0, got -1$/,
      /^par-holds reference\/ the par tests do not hold for loops: test_span/,
    );
    refuses(
      "a wheat that cannot be imported",
      change("wheats/loops.py", "def clip", "import nowhere\n\n\ndef clip"),
      /^wheat-passes wheats\/loops\.py the hidden tests cannot run on wheats\/loops\.py: ModuleNotFoundError/,
      /^starter-tests /,
      /^par-holds /,
    );
    refuses(
      "a wheat that is not Python",
      change("wheats/loops.py", "def clip(values, low, high):", "def clip(values, low, high:"),
      /^compiles wheats\/loops\.py:1 this is not valid Python/,
      /^wheat-passes wheats\/loops\.py .*SyntaxError/,
      /^starter-tests /,
      /^par-holds /,
    );
    refuses(
      "a stage without a test",
      { ...tinyDrill(), "hidden/test_stage2.py": "import solution\n" },
      /^stage-tested hidden\/test_stage2\.py s2 has no test/,
      /^starter-fails hidden\/test_stage2\.py/,
      /^chaff-caught .*`empty-is-none`/,
      /^chaff-caught .*`span-of-ends`/,
    );
    refuses(
      "hidden tests of which there is none",
      {
        ...tinyDrill(),
        "hidden/test_stage1.py": "import solution\n",
        "hidden/test_stage2.py": "import solution\n",
      },
      /^stage-tested .* s1 has no test/,
      /^stage-tested .* s2 has no test/,
      /^starter-fails .* s1/,
      /^starter-fails .* s2/,
    );
    refuses(
      "a hidden test that is skipped",
      change(
        "hidden/test_stage2.py",
        "    case.given(values=[])",
        '    __import__("pytest").skip("not today")\n    case.given(values=[])',
      ),
      /^skipped-test hidden\/test_stage2\.py:4 test_no_value of s2 is skipped$/,
    );
    refuses(
      "a hidden test that opens a file elsewhere",
      change(
        "hidden/test_stage1.py",
        "    case.given(values=[5]",
        '    open("/etc/hostname").close()\n    case.given(values=[5]',
      ),
      /^opens-outside hidden\/test_stage1\.py:10 test_above of s1 opens \/etc\/hostname$/,
    );
  });

  it("let hidden tests read hidden data, the attempt's folder and what they write themselves", async () => {
    const reads = [
      "    import json, pathlib",
      '    assert pathlib.Path("solution.py").read_text()',
      '    (tmp_path / "x").write_text("1")',
      "    case.given(values=[5], low=0, high=2)",
    ].join("\n");
    const files = change("hidden/test_stage1.py", "    case.given(values=[5], low=0, high=2)", reads);
    const report = await bench.verify(
      and(files, "hidden/test_stage1.py", "def test_above(case)", "def test_above(case, tmp_path)"),
    );
    assert.deepEqual(found(report), []);
  });

  it("name the seeds when a test passes in some orders only", async () => {
    const seen = and(
      change("hidden/test_stage1.py", "import solution\n", "import solution\n\nSEEN = []\n"),
      "hidden/test_stage1.py",
      "    case.given(values=[-1, 1]",
      "    SEEN.append(1)\n    case.given(values=[-1, 1]",
    );
    const needs = '    case.that(SEEN, "test_below ran before")\n    case.given(values=[1], low=2';
    const report = await bench.verify(
      and(seen, "hidden/test_stage1.py", "    case.given(values=[1], low=2", needs),
    );
    const [first] = found(report);
    // With these seeds test_below comes after test_crossed, after it, and before it.
    assert.match(
      first ?? "",
      /^steady .* test_crossed of s1 refuses .* in 2 of 3 random orders \(seed 1, 2\): /,
    );
  });

  describe("starter", () => {
    refuses(
      "one that already passes a stage",
      change(
        "starter/solution.py",
        "    raise NotImplementedError",
        text("reference/solution.py").split("\n").slice(2, 5).join("\n"),
      ),
      /^starter-fails hidden\/test_stage1\.py the starter already passes every test of s1/,
    );
    refuses(
      "hidden tests that need a later name to be collected",
      change("hidden/test_stage2.py", "import solution\n", "import solution\n\nspan = solution.span\n"),
      /^starter-collects starter\/ .*AttributeError: module 'solution' has no attribute 'span'/,
    );
    refuses(
      "examples that a right answer does not meet",
      change("starter/test_solution.py", "== [1]", "== (1,)"),
      /^starter-tests starter\/ the starter's tests do not hold for reference/,
      /^starter-tests starter\/ the starter's tests do not hold for loops/,
    );
  });

  describe("code to refactor", () => {
    const works = (files: DrillFiles): DrillFiles => ({
      ...edit(files, "drill.yaml", "kind: implement", "kind: refactor"),
      "starter/solution.py": text("reference/solution.py").split("\n\n\n")[0] ?? "",
    });
    const structure =
      '\n\n@pytest.mark.structure\ndef test_has_docstring(case):\n    """clip says what it does in a constant"""\n    case.that(hasattr(solution, "WHAT"), "a constant WHAT")\n';
    const better = (): DrillFiles => {
      const files = works(tinyDrill());
      return {
        ...files,
        "hidden/test_stage1.py": `import pytest\n${files["hidden/test_stage1.py"]}${structure}`,
        "reference/solution.py": `WHAT = 1\n\n\n${files["reference/solution.py"]}`,
        "wheats/loops.py": `WHAT = 1\n\n\n${files["wheats/loops.py"]}`,
      };
    };
    it("is proven when it works and only its structure fails", async () => {
      assert.deepEqual(found(await bench.verify(better())), []);
    });
    refuses(
      "a first stage without a test of structure",
      works(tinyDrill()),
      /^starter-fails hidden\/test_stage1\.py the starter already passes every test of s1/,
    );
    refuses(
      "code that does not work yet",
      { ...better(), "starter/solution.py": text("starter/solution.py") },
      /^starter-behaves hidden\/test_stage1\.py the code to improve fails tests of behaviour: test_below of s1 \(NotImplementedError\)/,
    );
  });

  describe("chaffs", () => {
    refuses(
      "one that does not compile",
      bug("low-ignored", "max(value, low)", "max(value, low"),
      /^chaff-compiles chaffs\.yaml:6 `low-ignored` does not compile/,
    );
    refuses(
      "one that no test catches",
      bug("low-ignored", "max(value, low)", "max(low, value)"),
      /^chaff-caught chaffs\.yaml:1 no hidden test catches `low-ignored`/,
    );
    refuses(
      "one that cannot be imported",
      bug("low-ignored", "def clip(", "import nowhere\n\n\ndef clip("),
      /^chaff-import chaffs\.yaml:1 `low-ignored` cannot be imported: ModuleNotFoundError/,
    );
    refuses(
      "one that ends the process while it is imported",
      bug("low-ignored", "def clip(", "import os\n\nos._exit(0)\n\n\ndef clip("),
      /^chaff-import chaffs\.yaml:1 `low-ignored` ends the process \(exit code 0\) before the first test/,
    );
    refuses(
      "one that an earlier stage catches already",
      {
        ...tinyDrill(),
        "chaffs.yaml": text("chaffs.yaml").replace(
          "- id: high-ignored\n  stage: s1",
          "- id: high-ignored\n  stage: s2",
        ),
      },
      /^chaff-stage chaffs\.yaml:7 `high-ignored` belongs to s2, but test_above of s1 catches it already/,
    );
    refuses(
      "one that only a later stage catches",
      {
        ...tinyDrill(),
        "chaffs.yaml": text("chaffs.yaml").replace(
          "- id: span-of-ends\n  stage: s2",
          "- id: span-of-ends\n  stage: s1",
        ),
      },
      /^chaff-stage chaffs\.yaml:34 `span-of-ends` belongs to s1, but is caught only later, by test_inner_extremes of s2/,
    );
    refuses(
      "a bug of logic that only a growth test catches",
      {
        ...bug(
          "span-of-ends",
          "max(values) - min(values)",
          "max(values) - min(values) + len(values) // 1000",
        ),
        "hidden/test_stage2.py": `import pytest\n${text("hidden/test_stage2.py")}${PERF}case.check(solution.span(list(range(5000))), 4999)\n`,
        "drill.yaml": text("drill.yaml").replace(
          "edges:",
          "performance: {stage: s2, sizes: [10, 80], calls: 1}\n\nedges:",
        ),
      },
      /^perf-alone chaffs\.yaml:34 `span-of-ends` is caught only by a test of growth: test_growth of s2/,
    );
  });

  it("catch a bug that never ends, and one that crashes, by the test that was running", async () => {
    const endless = bug(
      "low-ignored",
      "    return [min(",
      "    while values and values[0] < low:\n        pass\n    return [min(",
    );
    const crash = and(
      endless,
      "chaffs.yaml",
      'replace: "        return None\\n"',
      "replace: \"        __import__('os')._exit(3)\\n\"",
    );
    const report = await bench.verify(crash);
    assert.deepEqual(found(report), []);
  });

  describe("par", () => {
    refuses(
      "tests that ask for more than was said",
      change(
        "reference/test_solution.py",
        "pytest.raises(ValueError)",
        'pytest.raises(ValueError, match="above")',
      ),
      /^par-holds reference\/ the par tests do not hold for loops: test_limits/,
    );
    refuses(
      "tests that catch too little",
      {
        ...tinyDrill(),
        "reference/test_solution.py":
          "import solution\n\n\ndef test_below():\n    assert solution.clip([-1], 0, 2) == [0]\n",
      },
      /^par-catches reference\/ the par tests catch 1 of 6 planted bugs; the least is 5/,
    );
    refuses(
      "a file without a test",
      { ...tinyDrill(), "reference/test_solution.py": "import solution\n" },
      /^par-holds .* reference: there is none/,
      /^par-holds .* loops: there is none/,
      /^par-catches /,
    );
  });

  it("advise where a bug hangs on one test, and where a test catches nothing", async () => {
    const extra =
      '\n\ndef test_inside(case):\n    """a value inside stays"""\n    case.given(values=[1], low=0, high=2)\n    case.check(solution.clip([1], 0, 2), [1])\n';
    const report = await bench.verify({
      ...tinyDrill(),
      "hidden/test_stage1.py": text("hidden/test_stage1.py") + extra,
    });
    assert.equal(report.ok, true);
    const advice = found(report, "warning");
    assert.ok(
      advice.includes(
        "single-test chaffs.yaml:34 `span-of-ends` hangs on one test, test_inner_extremes of s2",
      ),
      advice.join("\n"),
    );
    assert.ok(
      advice.includes("idle-test hidden/test_stage1.py:29 test_inside of s1 catches no planted bug"),
      advice.join("\n"),
    );
  });
});
