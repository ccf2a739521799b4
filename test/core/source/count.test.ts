import assert from "node:assert/strict";
import { countSource } from "../../../src/core/source/count.ts";

const lines = (...text: string[]): string => `${text.join("\n")}\n`;

describe("countSource", () => {
  it("counts an empty file as nothing", () => {
    assert.deepEqual(countSource(""), { tests: 0, asserts: 0, funcs: 0, stmts: 0 });
  });

  it("counts a starter's example test", () => {
    const text = lines(
      '"""Your tests."""',
      "import numpy as np",
      "import solution",
      "",
      "",
      "def test_sum_of_one_segment():",
      '    """one segment"""',
      "    got = solution.segment_sum(np.array([1., 2.]), np.array([0, 0]), 1)",
      "    assert got[0] == 3.",
    );
    // import, import, def, assignment, assert; neither docstring.
    assert.deepEqual(countSource(text), { tests: 1, asserts: 1, funcs: 1, stmts: 5 });
  });

  describe("tests", () => {
    const tests = (...text: string[]): number | undefined => countSource(lines(...text))?.tests;

    it("multiplies the literal lists of parametrize", () => {
      assert.equal(
        tests(
          'import pytest\n@pytest.mark.parametrize("a", [1, 2, 3])',
          '@pytest.mark.parametrize("b", argvalues=(4, 5))',
          "def test_x(a, b): pass",
        ),
        6,
      );
    });
    it("takes a list that is not literal as one", () => {
      assert.equal(tests('@pytest.mark.parametrize("a", CASES)', "def test_x(a): pass"), 1);
      assert.equal(tests('@pytest.mark.parametrize("a", [*CASES, 3])', "def test_x(a): pass"), 1);
      assert.equal(tests('@pytest.mark.parametrize("a", [c for c in CASES])', "def test_x(a): pass"), 1);
    });
    it("does not count commas inside a case", () => {
      assert.equal(
        tests('@pytest.mark.parametrize("a, b", [(1, 2), (f(3), 4)],)', "def test_x(a, b): pass"),
        2,
      );
    });
    it("finds methods of Test classes and of TestCase, and a class's parametrize", () => {
      assert.equal(
        tests(
          '@pytest.mark.parametrize("n", [1, 2])',
          "class TestA:",
          "    def test_one(self, n): pass",
          "    async def test_two(self, n): pass",
          "    def helper(self): pass",
          "class Sums(unittest.TestCase):",
          "    def test_three(self): pass",
          "class Other:",
          "    def test_not_collected(self): pass",
        ),
        5,
      );
    });
    it("leaves out functions inside functions, and finds those below if and try", () => {
      assert.equal(
        tests(
          "def outer():",
          "    def test_in(): pass",
          "if True:",
          "    def test_a(): pass",
          "def testless(): pass",
        ),
        1,
      );
    });
  });

  describe("asserts", () => {
    const asserts = (...text: string[]): number | undefined => countSource(lines(...text))?.asserts;

    it("counts assert statements", () => {
      assert.equal(asserts("assert a", "assert b, 'why'", "# assert c", "s = 'assert d'"), 2);
    });
    it("counts with-blocks that expect an error or a warning, once each", () => {
      assert.equal(
        asserts(
          "import pytest as pt",
          "from pytest import raises as fails",
          "with pt.raises(ValueError): f()",
          "with fails(KeyError), open(p): g()",
          "with (pt.warns(UserWarning) as seen, open(p) as q):",
          "    h()",
          "with open(p) as q: pass",
        ),
        3,
      );
    });
    it("does not count raises outside a with-block", () => {
      assert.equal(asserts("import pytest", "pytest.raises(ValueError, f)"), 0);
    });
    it("counts calls into numpy.testing and torch.testing by any import", () => {
      assert.equal(
        asserts(
          "import numpy as np, numpy.testing as npt, torch",
          "from numpy.testing import assert_equal as same",
          "np.testing.assert_allclose(a, b)",
          "npt.assert_array_equal(a, b)",
          "same(a, b)",
          "torch.testing.assert_close(a, b)",
          "np.assert_nothing(a)",
        ),
        4,
      );
    });
  });

  it("counts functions and methods, nested ones included, lambdas not", () => {
    const text = lines(
      "def a():",
      "    def b(): pass",
      "    return lambda: b",
      "class C:",
      "    async def d(self): ...",
    );
    assert.equal(countSource(text)?.funcs, 3);
  });

  it("counts statements as Python's own tree does", () => {
    const text = lines(
      "x = 1; y = 2",
      "if x:",
      "    pass",
      "elif y:",
      "    pass",
      "else:",
      "    pass",
      "@decorate",
      "class C:",
      '    """doc"""',
      "    z: int = 3",
      "try:",
      "    raise E from F",
      "except E:",
      "    del x",
      "for i in x: print(i)",
    );
    // x, y, if, pass, elif's if, pass, pass, class, z, try, raise, del, for, print
    assert.equal(countSource(text)?.stmts, 14);
  });

  describe("text that is not Python 3", () => {
    for (const [what, text] of [
      ["an open bracket", "def f(\n"],
      ["a half-written operator", "x = 1 +\n"],
      ["an open string", 'x = "abc\ny = 1\n'],
      ["a body that is missing", "def f():\nx = 1\n"],
      ["a statement indented for no reason", "def f():\n    a = 1\n      b = 2\n"],
      [
        "an indentation that meets no outer one",
        "class A:\n    def f(self):\n        pass\n  def g(self):\n    pass\n",
      ],
      ["try without except", "try:\n    a = 1\nb = 2\n"],
      ["an assignment to a sum", "a + b = 1\n"],
      ["a print statement", "print 3\n"],
    ] as const) {
      it(`is null for ${what}`, () => assert.equal(countSource(text), null));
    }
  });

  describe("forms that the grammar lacks", () => {
    for (const [what, text, stmts] of [
      ["a number that ends in its point", "x = [1., 2.]\ny = 2. if x else 1./3\n", 2],
      ["a bare yield", "def f():\n    yield\n    x = yield\n", 3],
      ["a starred target in a comprehension", "x = [a for a, *b in c]\n", 1],
      [
        "brackets round the items of with",
        "with (\n    open(a) as f,  # first\n    open(b) as g,\n):\n    pass\n",
        2,
      ],
      ["with into a tuple or an attribute", "with a as (b, c), d as e.f:\n    pass\n", 2],
      ["a class pattern without arguments", "match x:\n    case int() | str():\n        pass\n", 2],
    ] as const) {
      it(`counts ${what}`, () => assert.equal(countSource(text)?.stmts, stmts));
    }
  });
});
