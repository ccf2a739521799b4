import type { DrillContent } from "../../src/app/session.ts";
import type { Drill } from "../../src/contract/drill.ts";

/** Number of hidden tests per stage, as `drill.lock` says. */
export const COUNTS = { s1: 3, s2: 2, s3: 1 } as const;

/** A small drill with everything an attempt can meet: three stages, stubs, answers, hints. */
export const sampleDrill: Drill = {
  schema: 1,
  id: "segment-pool",
  title: "Pool ragged rows into segments",
  category: "tensor",
  kind: "implement",
  skills: ["scatter"],
  difficulty: 3,
  minutes: 45,
  requires: ["numpy"],
  files: [
    { path: "solution.py", role: "solution" },
    { path: "test_solution.py", role: "test" },
    { path: "rows.csv", role: "data" },
  ],
  signatures: [
    { name: "segment_sum", call: "segment_sum(values, ids)", stub: "def segment_sum(values, ids): ..." },
    {
      name: "segment_softmax",
      call: "segment_softmax(scores, ids)",
      stub: 'def segment_softmax(scores, ids):\n    """Softmax inside each segment."""\n    raise NotImplementedError',
    },
    { name: "segment_max", call: "segment_max(values, ids)" },
  ],
  stages: [
    { id: "s1", title: "Sum and mean", minutes: 18, hidden: "hidden/test_stage1.py", adds: ["segment_sum"] },
    { id: "s2", title: "Softmax", minutes: 15, hidden: "hidden/test_stage2.py", adds: ["segment_softmax"] },
    { id: "s3", title: "Scale", minutes: 12, hidden: "hidden/test_stage3.py", adds: ["segment_max"] },
  ],
  clarifications: [
    { id: "empty", ask: ["What comes out for an empty segment?", "Empty?"], answer: "Zero.", stage: "s1" },
    { id: "order", ask: ["Are the ids sorted?"], answer: "Not always.", stage: "s1" },
    { id: "dtype", ask: ["Which dtype?"], answer: "That of the scores.", stage: "s2" },
  ],
  edges: [],
  hints: [
    { level: 2, text: "Look at np.add.at." },
    { level: 1, text: "Think of one row at a time." },
    { level: 3, text: "out = np.zeros(n); np.add.at(out, ids, values)" },
  ],
  follow_ups: [],
  folder: "tensor/segment-pool",
  hash: "h1",
  tests: { ...COUNTS },
  baseline: { tests: 1, asserts: 1, funcs: 1, stmts: 2 },
  summary: "Rows of a graph are pooled.",
};

export const starter = {
  "solution.py": "def segment_sum(values, ids): ...\n",
  "test_solution.py": "def test_example():\n    assert True\n",
  "rows.csv": "1,2\n",
} as const;

export const sampleContent: DrillContent = {
  drill: sampleDrill,
  texts: {
    s1: "# Pool ragged rows\n\nWe have rows and the segment of each. Sum them.\n",
    s2: "# Softmax\n\nNow weights inside each segment.\n",
    s3: "It must be fast, too.",
  },
  hidden: sampleDrill.stages.map(({ id, title }) => ({ stage: id, title, file: `/drill/${id}.py` })),
  starter,
};
