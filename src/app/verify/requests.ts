import { join } from "node:path";
import type { DrillManifest } from "../../contract/drill.ts";
import type { Texts } from "../../core/catalogue/apply-edits.ts";
import { testFiles } from "../../core/catalogue/layout.ts";
import type { RunJob } from "./job.ts";

/** A run may take this much address space; a bug that asks for more fails instead of taking the machine along. */
const MEMORY = 8 * 1024 ** 3;

/** Makes the jobs of one drill. */
export class Requests {
  readonly #manifest: DrillManifest;
  readonly #folder: string;

  /** @param folder the drill's folder, absolute */
  constructor(manifest: DrillManifest, folder: string) {
    this.#manifest = manifest;
    this.#folder = folder;
  }

  /** The hidden tests of all stages. @param more `select`: only these tests; `seed`: random order */
  hidden(
    solution: Texts,
    cpu_s: number,
    more: { readonly select?: readonly string[]; readonly seed?: number; readonly watch?: boolean } = {},
  ): RunJob {
    const hidden = this.#manifest.stages.map(({ id, title, hidden }) => ({
      stage: id,
      title,
      file: join(this.#folder, hidden),
    }));
    const job = this.#job("hidden", solution, cpu_s);
    const seed = more.seed === undefined ? {} : { seed: more.seed };
    const request = { ...job.request, hidden, select: [...(more.select ?? [])], ...seed };
    return { ...job, request, watch: more.watch ? [join(this.#folder, "hidden")] : null };
  }

  /**
   * Own tests.
   * @param tests their texts by path
   * @param short stop at the first that fails: all that is asked is whether one does
   */
  own(solution: Texts, tests: Texts, cpu_s: number, short = false): RunJob {
    const job = this.#job("own", { ...solution, ...tests }, cpu_s);
    const options = short ? ["-x", "--assert=plain", "--tb=no"] : [];
    return { ...job, request: { ...job.request, files: Object.keys(tests), options } };
  }

  /** An endless loop is ended by its CPU time: on a busy machine the clock on the wall says little. */
  #job(suite: "own" | "hidden", texts: Texts, cpu_s: number): RunJob {
    const wall_s = 4 * cpu_s;
    const notTests = this.#manifest.files.filter(({ path }) => !testFiles(this.#manifest).includes(path));
    const copied = notTests.filter(({ path }) => !(path in texts));
    return {
      request: {
        type: "run",
        run: suite,
        suite,
        folder: "",
        title: this.#manifest.id,
        files: [],
        select: [],
        options: [],
        hidden: [],
        limits: { wall_s, cpu_s, output_bytes: 16_000_000, memory_bytes: this.#memory() },
      },
      files: texts,
      copies: Object.fromEntries(copied.map(({ path }) => [path, join(this.#folder, "starter", path)])),
      wall_s,
      watch: null,
    };
  }

  /** torch reserves more addresses than it ever uses. */
  #memory(): number | null {
    return this.#manifest.requires.includes("torch") ? null : MEMORY;
  }
}
