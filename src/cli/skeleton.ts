import type { CATEGORIES, KINDS } from "../contract/drill.ts";

/** What `new` is told about the drill. */
export interface Idea {
  readonly id: string;
  readonly category: (typeof CATEGORIES)[number];
  readonly kind: (typeof KINDS)[number];
}

/** The files of a drill that is still to be written; each `TODO(drill)` says what belongs there. */
export function skeleton({ id, category, kind }: Idea): Readonly<Record<string, string>> {
  return {
    "drill.yaml": manifest(id, category, kind),
    "prompt.md": PROMPT,
    "starter/solution.py": STARTER,
    "starter/test_solution.py": STARTER_TESTS,
    "reference/solution.py": REFERENCE,
    "reference/test_solution.py": PAR,
    "hidden/test_stage1.py": HIDDEN,
    "chaffs.yaml": CHAFFS,
  };
}

/** The `pack.yaml` of a new pack. */
export function packYaml(id: string): string {
  return `schema: 1\nid: ${id}\ntitle: ${id}\nversion: 0.1.0\n`;
}

const manifest = (id: string, category: string, kind: string): string => `schema: 1
id: ${id}
title: "TODO(drill): Say in a few words what the candidate builds."
category: ${category}
kind: ${kind}
skills: [python] # what it trains, most important first
difficulty: 2 # 1 to 5
minutes: 30
requires: [] # numpy, … ; empty = the standard library

files:
  - {path: solution.py, role: solution}
  - {path: test_solution.py, role: test}

# The public names. A name that a later stage adds needs a stub: complete Python that is then appended.
signatures:
  - name: solve
    call: "solve(items)"

# A later stage adds something and never contradicts an earlier one. Its text is stage-2.md, stage-3.md …
stages:
  - id: s1
    title: "TODO(drill): Name what the first stage asks for."
    minutes: 30
    hidden: hidden/test_stage1.py
    adds: [solve]

# The contract: hidden tests check nothing that neither prompt, nor docstring, nor an answer here says.
clarifications:
  - id: empty-input
    ask: ["TODO(drill): Write down what a careful candidate would ask, in several wordings."]
    answer: Answer it.
    stage: s1

# Three to six situations that a good test suite covers. Each is the \`edge\` of at least one chaff.
edges:
  - {id: empty, text: an empty input}

hints:
  - {level: 1, text: A question that points the way.}
  - {level: 2, text: The idea.}
  - {level: 3, text: The idea with its decisive line.}

follow_ups:
  - id: scale
    stage: s1
    ask: What changes with a thousand times as much data?
    strong: [names what grows and how]
`;

const PROMPT = `# Stage 1

TODO(drill): Write what the interviewer says, last of all, and cut it until a candidate has to ask.
`;

const STARTER = `def solve(items):
    """TODO(drill): Say what goes in and what comes out, with shapes and types."""
    raise NotImplementedError
`;

const STARTER_TESTS = `import solution


def test_example():
    """TODO(drill): Give one example that holds for every right answer."""
    assert solution.solve([]) == []
`;

const REFERENCE = `def solve(items):
    """TODO(drill): Write the solution that a strong engineer would be proud of."""
    return items
`;

const PAR = `import solution


def test_example():
    """TODO(drill): Write the tests that a strong candidate writes in the time."""
    assert solution.solve([]) == []
`;

const HIDDEN = `import solution


def test_empty_input(case):
    """TODO(drill): Say in one line what must hold: it is the test's title."""
    case.given(items=[])
    case.check(solution.solve([]), [])
`;

const CHAFFS = `# At least six bugs that people really write. Each \`find\` stands once in reference/solution.py.
- id: first-bug
  stage: s1
  level: basic # or subtle
  kind: correctness # boundary, validation, dtype, numerics, mutation, state, performance, robustness
  edge: empty
  says: "TODO(drill): Say in one sentence what a candidate learns from this bug."
  edits:
    - find: "    return items\\n"
      replace: "    return None\\n"
`;
