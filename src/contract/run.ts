/**
 * What crosses between the editor (or CLI) and the Python runner: requests go in, facts come out, one JSON
 * object a line. `docs/runner.md` tells the story; `src/runner` holds the other end.
 */
import * as z from "zod";

/** Version of this protocol; host and editor refuse each other when it differs. */
export const RUN_PROTOCOL = 1;

export const suite = z.enum(["own", "hidden", "perf"]);
export type Suite = z.infer<typeof suite>;

export const runLimits = z.object({
  /** Wall seconds while the code runs (not while it waits for the terminal). */
  wall_s: z.number().positive(),
  /** CPU seconds of the run's process tree. */
  cpu_s: z.number().positive(),
  /** Bytes a test may print. */
  output_bytes: z.int().positive(),
  /** Address space in bytes, where the platform has it; null = unlimited. */
  memory_bytes: z.int().positive().nullable(),
});
export type RunLimits = z.infer<typeof runLimits>;

/** Editor → host. */
export const runRequest = z.object({
  type: z.literal("run"),
  run: z.string(),
  suite,
  /** The attempt's folder, absolute: the run's working directory. */
  folder: z.string(),
  /** First line of the terminal report: drill and stage. */
  title: z.string(),
  /** Own runs: the test files, relative to the folder; empty = let pytest collect the folder. */
  files: z.array(z.string()),
  /** Ids of the tests to run, in place of the files; empty = all. */
  select: z.array(z.string()),
  /** Own runs: further pytest arguments, such as `--pdb`. */
  options: z.array(z.string()),
  /** Hidden and perf runs: the stages' test files, absolute, in order. */
  hidden: z.array(z.object({ stage: z.string(), title: z.string(), file: z.string() })),
  /** Hidden and perf runs: shuffles the tests. */
  seed: z.int().optional(),
  limits: runLimits,
});
export type RunRequest = z.infer<typeof runRequest>;

/** Editor → host: end the run now. */
export const stopRequest = z.object({ type: z.literal("stop"), run: z.string() });
export type StopRequest = z.infer<typeof stopRequest>;
/** Editor → host: the answer to a hello whose token was right. */
export const welcome = z.object({ type: z.literal("welcome"), protocol: z.literal(RUN_PROTOCOL) });
export type Welcome = z.infer<typeof welcome>;

const given = z.array(z.tuple([z.string(), z.string()]));

/**
 * An error as the candidate should see it: innermost frame of their own code. A hidden test that failed by a wrong
 * value has no such frame: there it is where the function that the test calls is defined.
 */
export const factError = z.object({
  type: z.string(),
  message: z.string(),
  /** Relative to the attempt's folder. */
  file: z.string().optional(),
  line: z.int().positive().optional(),
});
export type FactError = z.infer<typeof factError>;

/** First line of every connection. */
export const hello = z.object({
  type: z.literal("hello"),
  protocol: z.int(),
  role: z.enum(["host", "spare"]),
  token: z.string(),
  pid: z.int(),
});
/** The host's report about its spare. */
export const spareFact = z.object({
  type: z.literal("spare"),
  state: z.enum(["starting", "ready", "failed", "stale"]),
  pid: z.int().optional(),
  detail: z.string().optional(),
  python: z.string().optional(),
  pytest: z.string().optional(),
});
/** The host accepted a request and started a process for it (warm: from the spare). */
export const hostBegin = z.object({ type: z.literal("host.begin"), run: z.string(), warm: z.boolean() });
/** The run's process is gone: the last fact of every run. */
export const runExit = z.object({
  type: z.literal("run.exit"),
  run: z.string(),
  code: z.int().nullable(),
  signal: z.int().nullable(),
  /** The limit that ended it. */
  limit: z.enum(["wall", "cpu", "output", "memory"]).optional(),
  /** Ctrl-C, stop or a closed terminal ended it. */
  interrupted: z.boolean().optional(),
});
export const runBegin = z.object({
  type: z.literal("run.begin"),
  run: z.string(),
  pid: z.int(),
  python: z.string(),
  pytest: z.string(),
});
export const collectedTest = z.object({
  id: z.string(),
  /** Hidden tests: first line of the docstring. */
  title: z.string().optional(),
  stage: z.string().optional(),
  file: z.string().optional(),
  line: z.int().positive().optional(),
});
export const runCollected = z.object({
  type: z.literal("run.collected"),
  run: z.string(),
  tests: z.array(collectedTest),
});
export const runTest = z.object({
  type: z.literal("run.test"),
  run: z.string(),
  id: z.string(),
  title: z.string().optional(),
  stage: z.string().optional(),
  perf: z.boolean().optional(),
  outcome: z.enum(["passed", "failed", "error", "skipped"]),
  ms: z.number().nonnegative(),
  error: factError.optional(),
  /** What the `case` fixture recorded: inputs, expected and got as Python source. */
  given: given.optional(),
  want: z.string().optional(),
  got: z.string().optional(),
});
export type RunTest = z.infer<typeof runTest>;
/** Something that kept tests from being collected. */
export const runProblem = z.object({
  type: z.literal("run.problem"),
  run: z.string(),
  kind: z.enum(["syntax", "import", "collect", "pytest"]),
  error: factError,
});
/** The session is over and said so itself. */
export const runEnd = z.object({
  type: z.literal("run.end"),
  run: z.string(),
  /** pytest's exit status. */
  exit: z.int(),
  passed: z.int(),
  failed: z.int(),
  errors: z.int(),
  skipped: z.int(),
  total: z.int(),
  dur_ms: z.number().nonnegative(),
  waited_ms: z.number().nonnegative(),
});

/** Runner → editor. */
export const fact = z.discriminatedUnion("type", [
  hello,
  spareFact,
  hostBegin,
  runBegin,
  runCollected,
  runTest,
  runProblem,
  runEnd,
  runExit,
]);
export type Fact = z.infer<typeof fact>;
/** A fact about one run. */
export type RunFact = Extract<Fact, { run: string }>;
