import { wheatsOf } from "../../core/catalogue/layout.ts";
import type { ValidDrill } from "../../core/catalogue/valid-drill.ts";
import { proveDrill } from "./prove-drill.ts";
import { Requests } from "./requests.ts";
import { judgeProof } from "./rules/all.ts";
import { inWords } from "./rules/tests.ts";
import { isClean, refusals } from "./run-result.ts";
import type { Bench } from "./workers.ts";

/** Seconds of CPU time that a right solution may take on a loaded machine. */
const CPU_S = 240;

/** How a drill came through. */
export interface Soaked {
  readonly failures: number;
  /** What went wrong, in words; with the seed that shows it. */
  readonly notes: readonly string[];
}

/**
 * Runs a proven drill again and again: the whole proof once, then every wheat in ever new orders.
 * @param rounds how many times in all
 */
export async function soakDrill(
  drill: ValidDrill,
  folder: string,
  bench: Bench,
  rounds: number,
  seed: number,
): Promise<Soaked> {
  const manifest = drill.manifest.value;
  const proof = await proveDrill({ drill, manifest, chaffs: drill.chaffs.value, folder, seed }, bench);
  const errors = judgeProof(drill, proof).filter(({ severity }) => severity === "error");
  const notes = errors.map(({ message }) => message);
  const requests = new Requests(manifest, folder);
  const orders = Array.from({ length: rounds - 1 }, (_, index) => seed + 1000 + index);
  const failed = await Promise.all(
    orders.map(async (order) => {
      const runs = await Promise.all(
        wheatsOf(drill, manifest).map(async ({ place, files }) => ({
          place,
          result: await bench.run(requests.hidden(files, CPU_S, { seed: order })),
        })),
      );
      const bad = runs.filter(({ result }) => !isClean(result));
      for (const { place, result } of bad) {
        const what =
          refusals(result).length > 0 ? inWords(refusals(result)) : (result.problems[0]?.error.message ?? "");
        notes.push(`${place} with seed ${order}: ${what || result.broke?.how || "not every test ran"}`);
      }
      return bad.length > 0;
    }),
  );
  return { failures: (errors.length > 0 ? 1 : 0) + failed.filter(Boolean).length, notes };
}
