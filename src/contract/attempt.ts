/** Files about an attempt that lie beside its log: marker, lock, summary. */
import * as z from "zod";
import { light } from "./event.ts";
import { suite } from "./run.ts";

/** Format of `.pair-drills.json`, the lock and the summary. */
export const MARKER_FORMAT = 1;
export const SUMMARY_FORMAT = 1;
/** Name of the file by which any window finds an attempt's log, also after its folder was moved. */
export const MARKER_FILE = ".pair-drills.json";

/** An attempt's id: also the name of its folder in the data home, so nothing in it may leave that folder. */
export const attemptId = z.string().regex(/^[a-z0-9][a-z0-9-]{3,80}$/);

export const marker = z.object({
  format: z.literal(MARKER_FORMAT),
  attempt: attemptId,
  drill: z.string(),
  pack: z.string(),
});
export type Marker = z.infer<typeof marker>;

/** Who writes an attempt's log now. */
export const lockRecord = z.object({
  /** Unique for each window and start of it. */
  window: z.string(),
  host: z.string(),
  pid: z.int(),
  /** Wall clock in ms; renewed while the owner lives, 0 once it has given the lock back. */
  heartbeat: z.number(),
});
export type LockRecord = z.infer<typeof lockRecord>;

/** A run in the summary: enough for the lights of a list. */
export const summaryLight = z.object({ suite, light, t: z.number(), stage: z.string().optional() });

/** What lists and progress need to know of an attempt; made from the log, disposable. */
export const attemptSummary = z.object({
  format: z.literal(SUMMARY_FORMAT),
  /** Size and time of the log it was made from. */
  log: z.object({ size: z.number(), mtime: z.number() }),
  attempt: attemptId,
  pack: z.string(),
  drill: z.string(),
  nth: z.int(),
  mode: z.enum(["practice", "mock"]),
  at: z.string(),
  ended: z.enum(["submit", "timeout", "abandon"]).nullable(),
  /** Milliseconds on the attempt's clock (pauses left out). */
  clock_ms: z.number(),
  limit_ms: z.number().nullable(),
  stages: z.array(z.object({ id: z.string(), green: z.boolean(), passed: z.int(), total: z.int() })),
  lights: z.array(summaryLight),
  own_runs: z.int(),
  hidden_runs: z.int(),
  hints: z.int(),
  hint_level: z.int(),
  damaged: z.boolean(),
});
export type AttemptSummary = z.infer<typeof attemptSummary>;
