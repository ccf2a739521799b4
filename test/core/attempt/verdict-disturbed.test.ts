import {
  begin,
  collected,
  end,
  exit,
  hiddenIds,
  type TestFact,
  test,
  wholeRun,
} from "../../support/facts.ts";
import { checkRows, failed, HIDDEN, hidden, ids, OWN, R, type Row, without } from "./verdict-cases.ts";

const ROWS: readonly Row[] = [
  // Disturbed: an end without all that must come before it.
  {
    says: "no beginning",
    expected: hidden,
    facts: without(wholeRun(R, HIDDEN), "run.begin"),
    light: "red",
    type: "disturbed",
  },
  {
    says: "no list of tests",
    expected: hidden,
    facts: without(wholeRun(R, HIDDEN), "run.collected"),
    light: "red",
    type: "disturbed",
  },
  {
    says: "a hidden test did not report",
    expected: hidden,
    facts: without(wholeRun(R, HIDDEN), "run.test", 1),
    light: "red",
    type: "disturbed",
  },
  {
    says: "a hidden test did not report and another failed",
    expected: hidden,
    facts: without(wholeRun(R, failed(HIDDEN, 2)), "run.test", 1),
    light: "red",
    type: "disturbed",
  },
  {
    says: "an own test did not report",
    facts: without(wholeRun(R, OWN), "run.test"),
    light: "red",
    type: "disturbed",
  },
  {
    says: "pytest counted other tests than reported",
    expected: hidden,
    facts: [
      ...begin(R),
      collected(R, ids(HIDDEN)),
      ...HIDDEN.map((one) => test(R, one)),
      end(R, [...HIDDEN, { id: "s2::test_2" }]),
      exit(R),
    ],
    light: "red",
    type: "disturbed",
  },
  {
    says: "one test reported twice, another never",
    expected: hidden,
    facts: [
      ...begin(R),
      collected(R, ids(HIDDEN)),
      ...[0, 0, 2].map((i) => test(R, HIDDEN[i] as TestFact)),
      end(R, HIDDEN),
      exit(R),
    ],
    light: "red",
    type: "disturbed",
  },
  {
    says: "a test reported that nobody collected",
    facts: [
      ...begin(R),
      collected(R, ids(OWN)),
      test(R, { id: "t.py::a" }),
      test(R, { id: "t.py::other" }),
      end(R, OWN),
      exit(R),
    ],
    light: "red",
    type: "disturbed",
  },
  {
    says: "fewer hidden tests than drill.lock has",
    expected: hidden,
    facts: wholeRun(R, HIDDEN.slice(1)),
    light: "red",
    type: "disturbed",
  },
  {
    says: "more hidden tests than drill.lock has",
    expected: hidden,
    facts: wholeRun(R, [...HIDDEN, { id: "s2::test_9" }]),
    light: "red",
    type: "disturbed",
  },
  {
    says: "the right number of hidden tests, from the wrong stages",
    expected: hidden,
    facts: wholeRun(
      R,
      [...hiddenIds("s1", 1), ...hiddenIds("s2", 2)].map((id) => ({ id })),
    ),
    light: "red",
    type: "disturbed",
  },
  {
    says: "a stage that is not open yet",
    expected: hidden,
    facts: wholeRun(R, [...HIDDEN, { id: "s3::test_1" }]),
    light: "red",
    type: "disturbed",
  },
  {
    says: "no hidden test at all",
    expected: hidden,
    facts: wholeRun(R, []),
    light: "red",
    type: "disturbed",
  },
  {
    says: "hidden tests of which drill.lock knows no number",
    expected: { ...hidden, tests: { s1: 0 } },
    facts: wholeRun(R, []),
    light: "red",
    type: "disturbed",
  },
];

describe("a run that said its end without all that must come before it", () => {
  checkRows(ROWS);
});
