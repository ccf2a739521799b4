/**
 * The format of a drill on disk: `drill.yaml`, `chaffs.yaml`, `drill.lock`, and of the catalogue index
 * that is compiled from them. Unknown keys are refused, so that a misspelt key is named to its author.
 */
import * as z from "zod";

/** The format of `drill.yaml` this version reads. */
export const DRILL_SCHEMA = 1;
/** The format of `drill.lock` this version reads and writes. */
export const LOCK_FORMAT = 1;
/** The format of the catalogue index this version reads and writes. */
export const INDEX_FORMAT = 1;

export const CATEGORIES = [
  "data",
  "tensor",
  "model-utility",
  "debugging",
  "refactoring",
  "performance",
  "llm-systems",
  "take-home",
] as const;
export const KINDS = ["implement", "debug", "refactor", "optimise", "test-writing", "take-home"] as const;
export const CHAFF_KINDS = [
  "correctness",
  "boundary",
  "validation",
  "dtype",
  "numerics",
  "mutation",
  "state",
  "performance",
  "robustness",
] as const;

const text = z.string().trim().min(1);
/** Lower-case words joined by hyphens: ids of drills, chaffs, edges, clarifications, follow-ups, skills. */
export const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use lower-case words joined by hyphens");
const STAGE_NAMES = "stages are named s1, s2, s3 … in order";
export const stageId = z.string(STAGE_NAMES).regex(/^s[1-9]$/, STAGE_NAMES);
/** A path with forward slashes that cannot leave its folder. */
export const relativePath = z
  .string()
  .regex(/^(?![/\\]|[A-Za-z]:)[^\\\0]+$/, "use a relative path with forward slashes")
  .refine((path) => !path.split("/").some((part) => part === ".." || part === "." || part === ""), {
    message: "a path must stay inside the drill's folder",
  });
const pythonName = z.string().regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)?$/, "use a Python name");

export const category = z.enum(CATEGORIES);
export const kind = z.enum(KINDS);
export const fileRole = z.enum(["solution", "test", "data", "read-only"]);

export const drillFile = z.strictObject({ path: relativePath, role: fileRole });

/** One public name of the solution: how it is called, and the stub appended when its stage opens. */
export const signature = z.strictObject({
  name: pythonName,
  /** As shown to the candidate, e.g. `segment_sum(values, segment_ids, num_segments)`. */
  call: text,
  /** Complete Python source, appended to the first solution file when the stage that `adds` this name opens. */
  stub: text.optional(),
});

export const stage = z.strictObject({
  id: stageId,
  title: text,
  minutes: z.int().min(1).max(240),
  hidden: relativePath,
  /** What the interviewer says when the stage opens: `prompt.md` for s1, `stage-2.md` … after it. */
  prompt: relativePath.optional(),
  adds: z.array(pythonName).default([]),
});

export const clarification = z.strictObject({
  id: slug,
  /** Ways to ask it; the first one is how the prompt lists it. */
  ask: z.array(text).min(1),
  answer: text,
  stage: stageId,
});
export const edge = z.strictObject({ id: slug, text });
export const hint = z.strictObject({ level: z.int().min(1).max(3), text });
export const followUp = z.strictObject({ id: slug, stage: stageId, ask: text, strong: z.array(text).min(1) });
export const performance = z.strictObject({
  stage: stageId,
  sizes: z.array(z.int().positive()).min(2),
  bound: z.number().positive().optional(),
  memory: z.number().positive().optional(),
  calls: z.number().positive().optional(),
});

/** `drill.yaml`. */
export const drillManifest = z.strictObject({
  schema: z.literal(DRILL_SCHEMA, { error: `this version reads drills of schema ${DRILL_SCHEMA}` }),
  id: slug,
  title: text,
  category,
  kind,
  skills: z.array(slug).min(1),
  difficulty: z.int().min(1).max(5),
  minutes: z.int().min(5).max(480),
  requires: z.array(z.string().regex(/^[a-z0-9_-]+$/)).default([]),
  files: z.array(drillFile).min(2),
  signatures: z.array(signature).default([]),
  stages: z.array(stage).min(1),
  clarifications: z.array(clarification).default([]),
  edges: z.array(edge).default([]),
  hints: z.array(hint).default([]),
  follow_ups: z.array(followUp).default([]),
  performance: performance.optional(),
  starter_bugs: z.array(text).optional(),
  legacy_wheat_for: z.array(pythonName).optional(),
  lint: z.strictObject({ max_complexity: z.int().positive().optional() }).optional(),
});
export type DrillManifest = z.infer<typeof drillManifest>;

/** One find/replace edit of a wheat's file; `find` occurs exactly once. */
export const chaffEdit = z.strictObject({
  file: relativePath.optional(),
  find: z.string().min(1),
  replace: z.string(),
});
export const chaff = z.strictObject({
  id: slug,
  stage: stageId,
  level: z.enum(["basic", "subtle"]),
  kind: z.enum(CHAFF_KINDS),
  edge: slug.optional(),
  /** One sentence that a candidate learns from. */
  says: text,
  edits: z.array(chaffEdit).min(1),
});
/** `chaffs.yaml`. */
export const chaffList = z.array(chaff).min(1);
export type Chaff = z.infer<typeof chaff>;

/** What a hidden test reported when a chaff failed it. */
export const kill = z.strictObject({
  test: z.string(),
  /** `name = Python source` lines of the input that shows the bug, from the `case` fixture. */
  given: z.array(z.tuple([z.string(), z.string()])).optional(),
  want: z.string().optional(),
  got: z.string().optional(),
});
export const soakResult = z.strictObject({
  python: z.string(),
  numpy: z.string().optional(),
  runs: z.int(),
  failures: z.int(),
});
/** `drill.lock`: what verify found out, committed beside the drill. */
export const drillLock = z.strictObject({
  format: z.literal(LOCK_FORMAT),
  /** SHA-256 over the drill's files (without this one). */
  hash: z.string(),
  /** Number of hidden tests per stage, perf tests included. */
  tests: z.record(stageId, z.int().positive()),
  /** Titles of the hidden tests per stage, by test id. */
  titles: z.record(z.string(), z.string()).default({}),
  /** chaff id → the hidden tests that catch it. */
  kills: z.record(slug, z.array(kill)).default({}),
  /** Par tests: how many base chaffs they catch. */
  par: z.strictObject({ caught: z.int(), of: z.int() }).optional(),
  soak: z.array(soakResult).default([]),
  not_proved: z.array(z.string()).default([]),
});
export type DrillLock = z.infer<typeof drillLock>;

/** What the starter already contains, counted in its syntax tree (`core/source`). */
export const baseline = z.strictObject({
  tests: z.int(),
  asserts: z.int(),
  funcs: z.int(),
  stmts: z.int(),
});
export type Baseline = z.infer<typeof baseline>;

/** A drill as the product uses it: its manifest, where it lies, and what its lock proves. */
export const drill = drillManifest.extend({
  /** The drill's folder, relative to the pack's. */
  folder: relativePath,
  /** Content hash of the drill, from its lock. */
  hash: z.string(),
  tests: z.record(stageId, z.int().positive()),
  baseline,
  /** First sentence of the prompt's body, for lists and tooltips. */
  summary: z.string(),
});
export type Drill = z.infer<typeof drill>;

/** `pack.yaml`. */
export const packManifest = z.strictObject({
  schema: z.literal(DRILL_SCHEMA),
  id: slug,
  title: text,
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
});

/** The one file that lists and starts need: a whole pack, compiled. */
export const packIndex = z.strictObject({
  format: z.literal(INDEX_FORMAT),
  pack: packManifest,
  drills: z.array(drill),
  /** Drills that could not be read: the rest of the pack still works. */
  broken: z.array(z.strictObject({ folder: z.string(), problem: z.string() })).default([]),
});
export type PackIndex = z.infer<typeof packIndex>;
