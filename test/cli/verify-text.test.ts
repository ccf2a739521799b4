import type { DrillReport } from "../../src/app/verify/report.ts";
import { closingText, drillText, type Style } from "../../src/cli/verify-text.ts";
import { assertGolden } from "../support/golden.ts";

const PLAIN: Style = { width: 80, color: false, advice: false, all: false };
const proven: DrillReport = {
  id: "segment-pool",
  folder: "tensor/segment-pool",
  ok: true,
  cached: false,
  ms: 2140,
  problems: [],
  lock: "current",
  stages: 3,
  tests: 31,
  chaffs: 13,
  par: { caught: 10, of: 11 },
};
const advice = {
  rule: "single-test",
  severity: "warning",
  file: "chaffs.yaml",
  line: 12,
  column: 3,
  message: "`off-by-one` hangs on one test, test_last of s1",
  remedy: "A second test with another input makes it certain.",
} as const;
const wrong = (line: number): DrillReport["problems"][number] => ({
  rule: "wheat-passes",
  severity: "error",
  file: "hidden/test_stage2.py",
  line,
  message:
    "test_empty of s2 refuses wheats/sorted.py: expected np.array([0.0, 0.0]), got np.array([nan, 0.0])",
  remedy:
    "Either the solution is wrong, or the test asks for more than prompt, docstrings and clarifications say.",
});

describe("what verify prints", () => {
  const print = (report: Partial<DrillReport>, style: Partial<Style> = {}): string =>
    drillText({ ...proven, ...report }, 14, { ...PLAIN, ...style });

  it("is a line for a proven drill", () => {
    const lines = [
      print({}),
      print({ id: "stream-stop", stages: 1, tests: 1, chaffs: 1, cached: true }),
      print({ lock: "written", problems: [advice] }),
    ];
    assertGolden(
      "verify/proven.txt",
      `${lines.join("\n")}\n${closingText([proven, proven, proven], 6200)}\n`,
    );
  });

  it("is the line and its advice when one drill is asked for", () => {
    assertGolden("verify/advice.txt", print({ problems: [advice] }, { advice: true }));
  });

  it("is a paragraph for each problem of a refused drill, and what comes next", () => {
    const refused: Partial<DrillReport> = {
      ok: false,
      lock: "refused",
      problems: [wrong(8), wrong(21), advice],
    };
    assertGolden("verify/refused.txt", print(refused));
    const many = { ...refused, problems: Array.from({ length: 9 }, (_, at) => wrong(at + 1)) };
    assertGolden("verify/many.txt", print(many, { width: 60 }));
  });

  it("says what to do about a lock that is out of date", () => {
    const stale: Partial<DrillReport> = { ok: false, lock: "out-of-date" };
    const closing = closingText(
      [proven, { ...proven, ...stale }, { ...proven, ok: false, lock: "refused" }],
      100,
    );
    assertGolden("verify/stale.txt", `${print(stale)}\n${closing}\n`);
  });

  it("has colours on a terminal that shows them", () => {
    assertGolden("verify/colours.txt", print({ problems: [advice] }, { advice: true, color: true }));
  });
});
