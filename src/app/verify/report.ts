import * as z from "zod";
import { drillLock } from "../../contract/drill.ts";

const problem = z.object({
  rule: z.string(),
  severity: z.enum(["error", "warning"]),
  file: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  message: z.string(),
  remedy: z.string(),
});

/** What verify found out about one drill; kept in the cache. */
export const verdict = z.object({
  problems: z.array(problem),
  /** What the lock should say; null when the drill is refused. */
  lock: drillLock.nullable(),
  /** Ids of the tests whose outcome depends on the machine: growth. */
  measured: z.array(z.string()),
});
export type Verdict = z.infer<typeof verdict>;

/** One drill's line, or paragraphs, of what verify prints. */
export interface DrillReport {
  /** From drill.yaml, or the folder's name when that cannot be read. */
  readonly id: string;
  readonly folder: string;
  /** Nothing is wrong with the drill, nor (with `--check`) with its lock. */
  readonly ok: boolean;
  readonly cached: boolean;
  readonly ms: number;
  readonly problems: Verdict["problems"];
  /** `written`: this run wrote it; `refused`: the drill has to be mended first. */
  readonly lock: "current" | "written" | "out-of-date" | "refused";
  readonly stages: number;
  readonly tests: number;
  readonly chaffs: number;
  readonly par: { readonly caught: number; readonly of: number } | null;
}
