/** A complete, valid drill of the standard library, small enough to be broken one rule at a time. */

/** Files of a drill's folder: path → text. */
export type DrillFiles = Record<string, string>;

export const TINY_FOLDER = "data/clip-span";

const MANIFEST = `schema: 1
id: clip-span
title: Clip values and measure their span
category: data
kind: implement
skills: [lists]
difficulty: 1
minutes: 15

files:
  - {path: solution.py, role: solution}
  - {path: test_solution.py, role: test}

signatures:
  - name: clip
    call: "clip(values, low, high)"
  - name: span
    call: "span(values)"
    stub: |
      def span(values):
          """The largest value minus the smallest, 0 without a value."""
          raise NotImplementedError

stages:
  - id: s1
    title: Clip
    minutes: 8
    hidden: hidden/test_stage1.py
    adds: [clip]
  - id: s2
    title: Span
    minutes: 7
    hidden: hidden/test_stage2.py
    adds: [span]

clarifications:
  - id: crossed-limits
    ask: [What if the lower limit is above the upper one?]
    answer: That is a ValueError.
    stage: s1

edges:
  - {id: crossed, text: limits in the wrong order}
  - {id: point, text: a range of one value}
  - {id: empty, text: no value at all}

follow_ups:
  - id: scale
    stage: s2
    ask: What if the values come as a stream?
    strong: [one pass, two numbers kept]
`;

const REFERENCE = `def clip(values, low, high):
    """Each value, moved into [low, high]."""
    if low > high:
        raise ValueError("low is above high")
    return [min(max(value, low), high) for value in values]


def span(values):
    """The largest value minus the smallest, 0 without a value."""
    if not values:
        return 0
    return max(values) - min(values)
`;

const LOOPS = `def clip(values, low, high):
    if not low <= high:
        raise ValueError(f"{low} > {high}")
    out = []
    for value in values:
        if value < low:
            value = low
        elif value > high:
            value = high
        out.append(value)
    return out


def span(values):
    ordered = sorted(values)
    return ordered[-1] - ordered[0] if ordered else 0
`;

const STARTER = `def clip(values, low, high):
    """Each value, moved into [low, high]."""
    raise NotImplementedError
`;

const STARTER_TESTS = `import solution


def test_inside():
    assert solution.clip([1], 0, 2) == [1]
`;

const PAR = `import pytest

import solution


def test_below_and_above():
    assert solution.clip([-1, 5], 0, 2) == [0, 2]


def test_limits():
    assert solution.clip([3], 1, 1) == [1]
    with pytest.raises(ValueError):
        solution.clip([], 2, 1)


def test_span():
    assert solution.span([]) == 0
    assert solution.span([2, 9, 4]) == 7
`;

const STAGE1 = `import solution


def test_below(case):
    """a value below the range becomes its lower limit"""
    case.given(values=[-1, 1], low=0, high=2)
    case.check(solution.clip([-1, 1], 0, 2), [0, 1])


def test_above(case):
    """a value above the range becomes its upper limit"""
    case.given(values=[5], low=0, high=2)
    case.check(solution.clip([5], 0, 2), [2])


def test_crossed(case):
    """limits in the wrong order are refused"""
    case.given(values=[1], low=2, high=0)
    with case.raises(ValueError):
        solution.clip([1], 2, 0)


def test_point(case):
    """a range of one value is allowed"""
    case.given(values=[7], low=1, high=1)
    case.check(solution.clip([7], 1, 1), [1])
`;

const STAGE2 = `import solution


def test_no_value(case):
    """without a value the span is 0"""
    case.given(values=[])
    case.check(solution.span([]), 0)


def test_inner_extremes(case):
    """the extremes may stand anywhere"""
    case.given(values=[2, 9, 4])
    case.check(solution.span([2, 9, 4]), 7)
`;

const CHAFFS = `- id: low-ignored
  stage: s1
  level: basic
  kind: correctness
  says: Only the upper limit is held.
  edits: [{find: "max(value, low)", replace: "value"}]
- id: high-ignored
  stage: s1
  level: basic
  kind: correctness
  says: Only the lower limit is held.
  edits: [{find: "min(max(value, low), high)", replace: "max(value, low)"}]
- id: order-unchecked
  stage: s1
  level: basic
  kind: validation
  edge: crossed
  says: Limits in the wrong order go through.
  edits: [{find: "low > high", replace: "False"}]
- id: point-refused
  stage: s1
  level: subtle
  kind: boundary
  edge: point
  says: A range of one value is refused.
  edits: [{find: "low > high", replace: "low >= high"}]
- id: empty-is-none
  stage: s2
  level: basic
  kind: boundary
  edge: empty
  says: Nothing has no span at all.
  edits: [{find: "        return 0\\n", replace: "        return None\\n"}]
- id: span-of-ends
  stage: s2
  level: subtle
  kind: correctness
  says: Takes the first and last value for the extremes.
  edits: [{find: "max(values) - min(values)", replace: "values[-1] - values[0]"}]
`;

/** A new copy of the drill's files. */
export function tinyDrill(): DrillFiles {
  return {
    "drill.yaml": MANIFEST,
    "prompt.md": "# Clip\n\nMove every value into a range. What the limits mean is yours to ask.\n",
    "stage-2.md": "Now measure the span of the values.\n",
    "starter/solution.py": STARTER,
    "starter/test_solution.py": STARTER_TESTS,
    "reference/solution.py": REFERENCE,
    "reference/test_solution.py": PAR,
    "wheats/loops.py": LOOPS,
    "hidden/test_stage1.py": STAGE1,
    "hidden/test_stage2.py": STAGE2,
    "chaffs.yaml": CHAFFS,
  };
}

/** Replaces a text that stands exactly once in a file. */
export function edit(files: DrillFiles, path: string, find: string, replace: string): DrillFiles {
  const parts = files[path]?.split(find) ?? [];
  if (parts.length !== 2)
    throw new Error(`${JSON.stringify(find)} stands ${parts.length - 1} times in ${path}`);
  return { ...files, [path]: parts.join(replace) };
}
