/** The facts of an attempt, one JSON object a line in `attempts/<id>/events.jsonl`: the only truth. */
import * as z from "zod";
import { baseline, fileRole, kind, stageId } from "./drill.ts";
import { suite } from "./run.ts";

/** Format of the event log this version reads and writes. */
export const LOG_FORMAT = 1;

const ms = z.int().nonnegative();
/** SHA-256 of a file's content, the name of its copy in `snaps/`. */
export const snapHash = z.string().regex(/^[0-9a-f]{64}$/);

/** Every event: gap-free order, milliseconds since `attempt.start` (non-decreasing). */
const envelope = { seq: z.int().nonnegative(), t: ms };

export const light = z.enum(["green", "red", "amber", "none", "timeout"]);
export type Light = z.infer<typeof light>;

export const attemptStart = z.object({
  ...envelope,
  type: z.literal("attempt.start"),
  v: z.literal(LOG_FORMAT),
  attempt: z.string(),
  pack: z.string(),
  drill: z.string(),
  drill_hash: z.string(),
  kind,
  mode: z.enum(["practice", "mock"]),
  clock: z.enum(["on", "off"]),
  interviewer: z.enum(["on", "off"]),
  assist: z.enum(["open", "off"]),
  round: z.string().optional(),
  /** 1 for the first attempt at this drill. */
  nth: z.int().positive(),
  signals: z.array(z.enum(["correctness", "code_quality", "testing", "performance", "collaboration"])),
  limit_ms: ms.nullable(),
  stages: z.array(stageId),
  /** Wall clock, ISO 8601. */
  at: z.iso.datetime(),
  env: z.object({
    python: z.string().nullable(),
    pytest: z.string().nullable(),
    numpy: z.string().nullable(),
    torch: z.string().nullable().optional(),
    os: z.string(),
    ext: z.string(),
  }),
  files: z.array(z.object({ path: z.string(), role: fileRole, snap: snapHash })),
  baseline,
  clarifications: z.array(z.string()),
});

export const pauseReason = z.enum(["user", "suspend", "reload"]);
export const attemptPause = z.object({ ...envelope, type: z.literal("attempt.pause"), reason: pauseReason });
export const attemptResume = z.object({
  ...envelope,
  type: z.literal("attempt.resume"),
  reason: pauseReason,
});
export const attemptEnd = z.object({
  ...envelope,
  type: z.literal("attempt.end"),
  reason: z.enum(["submit", "timeout", "abandon"]),
});
export const stageStart = z.object({ ...envelope, type: z.literal("stage.start"), stage: stageId });
export const runStart = z.object({
  ...envelope,
  type: z.literal("run.start"),
  run: z.string(),
  suite,
  stage: stageId.optional(),
});
export const testOutcome = z.object({
  id: z.string(),
  outcome: z.enum(["passed", "failed", "error", "skipped"]),
  ms: z.number().nonnegative(),
});
export const runError = z.object({ test: z.string().optional(), type: z.string(), line: z.int().optional() });
export const runEndEvent = z.object({
  ...envelope,
  type: z.literal("run.end"),
  run: z.string(),
  suite,
  stage: stageId.optional(),
  light,
  exit: z.int().nullable(),
  passed: z.int(),
  failed: z.int(),
  errors: z.int(),
  skipped: z.int(),
  total: z.int(),
  dur_ms: z.number().nonnegative(),
  waited_ms: z.number().nonnegative(),
  tests: z.array(testOutcome),
  err: runError.optional(),
  snaps: z.record(z.string(), snapHash),
});
export const hintShown = z.object({
  ...envelope,
  type: z.literal("hint"),
  id: z.string(),
  level: z.int().min(1).max(3),
});

export const attemptEvent = z.discriminatedUnion("type", [
  attemptStart,
  attemptPause,
  attemptResume,
  attemptEnd,
  stageStart,
  runStart,
  runEndEvent,
  hintShown,
]);
export type AttemptEvent = z.infer<typeof attemptEvent>;
export type AttemptStart = z.infer<typeof attemptStart>;
export type RunEnd = z.infer<typeof runEndEvent>;
export type PauseReason = z.infer<typeof pauseReason>;

type WithoutEnvelope<E> = E extends unknown ? Omit<E, "seq" | "t"> : never;
/** An event before the log gives it its place and time. */
export type NewEvent = WithoutEnvelope<AttemptEvent>;
