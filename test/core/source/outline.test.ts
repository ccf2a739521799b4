import assert from "node:assert/strict";
import { outline } from "../../../src/core/source/outline.ts";

const TEXT = `import os.path as path, json
from solution import (
    clip,  # first
    span as width,
)
from . import helper

LIMIT = 3


@pytest.mark.perf
@pytest.mark.parametrize("n", [1, 2])
def test_growth(case, n=3, *rest):
    """grows slowly"""
    case.given(n=n)


class TestMore:
    def test_inside(self):
        pass
`;

describe("outline", () => {
  it("lists imports by statement, with the names they take", () => {
    assert.deepEqual(outline(TEXT)?.imports, [
      { module: "os.path", names: [], line: 1 },
      { module: "json", names: [], line: 1 },
      { module: "solution", names: ["clip", "span"], line: 2 },
      { module: ".", names: ["helper"], line: 6 },
    ]);
  });

  it("lists tests with title, parameters and marks", () => {
    const [first, second] = outline(TEXT)?.tests ?? [];
    assert.deepEqual(
      { ...first, body: first?.body.trim().split("\n").at(-1)?.trim() },
      {
        name: "test_growth",
        line: 13,
        docstring: "grows slowly",
        parameters: ["case", "n", "rest"],
        marks: ["perf", "parametrize"],
        body: "case.given(n=n)",
      },
    );
    assert.deepEqual([second?.name, second?.line, second?.docstring], ["test_inside", 19, null]);
  });

  it("gives a file's pytestmark to every test", () => {
    const tests = outline("pytestmark = [pytest.mark.perf]\ndef test_a(): pass\n")?.tests;
    assert.deepEqual(
      tests?.map(({ marks }) => marks),
      [["perf"]],
    );
  });

  it("lists the names that a file defines", () =>
    assert.deepEqual(outline(TEXT)?.names, ["LIMIT", "test_growth", "TestMore"]));

  it("is null for text that does not parse", () => assert.equal(outline("def ("), null));
});
