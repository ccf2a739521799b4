import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { VerdictCache } from "../../src/app/verify/cache.ts";
import { readDrillFolder } from "../../src/app/verify/pack-folder.ts";
import { probe } from "../../src/app/verify/python.ts";
import type { DrillReport } from "../../src/app/verify/report.ts";
import { verifyDrill } from "../../src/app/verify/verify-drill.ts";
import { Workers } from "../../src/app/verify/workers.ts";
import { parseDrill } from "../../src/core/catalogue/parse-drill.ts";
import { Temporary } from "../support/temporary.ts";
import { type DrillFiles, TINY_FOLDER } from "../support/tiny-drill.ts";

/** The repository's runner. */
export const RUNNER = join(import.meta.dirname, "..", "..", "src", "runner", "pair_drills_runner");

/** The interpreter of the tests: it has pytest. */
export const PYTHON = process.env.PAIR_DRILLS_TEST_PYTHON ?? "python3";

/** Nothing is remembered. */
export const noCache: VerdictCache = { read: () => undefined, write: () => undefined };

/** Verifies drills that lie in temporary folders, all by the same workers. */
export class VerifyBench {
  readonly #temporary = new Temporary();
  readonly #workers: Workers;

  constructor(fork = true) {
    const script = join(RUNNER, "prove.py");
    this.#workers = new Workers(2, 1, { python: PYTHON, script, modules: [], fork });
  }

  /** Writes a drill's files into a pack of its own. @returns the drill's folder */
  write(files: DrillFiles, folder = TINY_FOLDER): string {
    const root = join(this.#temporary.folder(), folder);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return root;
  }

  async verify(files: DrillFiles, folder = TINY_FOLDER): Promise<DrillReport> {
    return this.verifyAt(this.write(files, folder), folder);
  }

  async verifyAt(path: string, folder = TINY_FOLDER, check = false): Promise<DrillReport> {
    return verifyDrill(parseDrill(readDrillFolder(path, folder)), path, [], {
      interpreter: await probe(PYTHON, ["pytest"]),
      bench: () => this.#workers,
      cache: noCache,
      judge: "test",
      check,
      seed: 1,
    });
  }

  async dispose(): Promise<void> {
    await this.#workers.stop();
    this.#temporary.dispose();
  }
}

/** Rule, file and message of each problem of a severity. */
export function found({ problems }: DrillReport, severity: "error" | "warning" = "error"): string[] {
  return problems
    .filter((problem) => problem.severity === severity)
    .map(
      ({ rule, file, line, message }) => `${rule} ${file}${line === undefined ? "" : `:${line}`} ${message}`,
    );
}
