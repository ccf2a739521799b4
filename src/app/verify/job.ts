/** What the drill compiler asks of its Python worker (`prove_job.py`), and what that answers, line by line. */
import * as z from "zod";
import { fact, type RunRequest } from "../../contract/run.ts";

/** One run of a suite on one variant of a drill. */
export interface RunJob {
  readonly request: RunRequest & { readonly seed?: number };
  /** Texts of the variant's folder by path. */
  readonly files: Readonly<Record<string, string>>;
  /** Files to copy into it: path in the folder → absolute path. */
  readonly copies: Readonly<Record<string, string>>;
  readonly wall_s: number;
  /** Folders that tests may open files in besides their own and Python's; null = nobody looks. */
  readonly watch: readonly string[] | null;
}

export const readyLine = z.object({
  ready: z.literal(true),
  python: z.string(),
  pytest: z.string(),
  /** Version of each module that was to be imported, null when it is missing. */
  modules: z.record(z.string(), z.string().nullable()),
  /** Names of the standard library's modules. */
  stdlib: z.array(z.string()),
});
export type Ready = z.infer<typeof readyLine>;

export const doneLine = z.object({
  exit: z.int().nullable(),
  signal: z.int().nullish(),
  timeout: z.boolean().optional(),
  ms: z.number().optional(),
});
export type Done = z.infer<typeof doneLine>;

export const compileErrors = z.record(
  z.string(),
  z.object({ message: z.string(), line: z.int().nullable() }),
);
export type CompileErrors = z.infer<typeof compileErrors>;

export const workerLine = z.union([
  readyLine,
  z.object({ job: z.string(), fact }),
  z.object({ job: z.string(), opened: z.string(), test: z.string() }),
  z.object({ job: z.string(), errors: compileErrors }),
  z.object({ job: z.string(), done: doneLine }),
]);
export type WorkerLine = z.infer<typeof workerLine>;
