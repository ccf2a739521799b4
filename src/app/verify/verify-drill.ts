import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { canRun, checkDrill } from "../../core/catalogue/check-drill.ts";
import { LOCK_FILE, type ParsedDrill } from "../../core/catalogue/parse-drill.ts";
import type { Problem } from "../../core/catalogue/problem.ts";
import { hiddenImports } from "../../core/catalogue/rules/hidden-imports.ts";
import { isValid, problemAt, problemIn, type ValidDrill } from "../../core/catalogue/valid-drill.ts";
import type { VerdictCache } from "./cache.ts";
import { lockText, makeLock, saysTheSame } from "./lock.ts";
import { readDrillFolder } from "./pack-folder.ts";
import { proveDrill } from "./prove-drill.ts";
import type { Interpreter } from "./python.ts";
import type { DrillReport, Verdict } from "./report.ts";
import { judgeProof } from "./rules/all.ts";
import { isClean } from "./run-result.ts";
import type { Bench } from "./workers.ts";

/** What verifying a drill needs. */
export interface VerifyContext {
  readonly interpreter: Interpreter;
  /** Starts the workers when the first drill has to be run. */
  readonly bench: () => Bench;
  readonly cache: VerdictCache;
  /** Hash of everything that judges: the runner and the rules. */
  readonly judge: string;
  /** Do not write locks: one that is out of date is a failure. */
  readonly check: boolean;
  /** First seed of the random orders; null = one that follows from the drill. */
  readonly seed: number | null;
}

/** What was run is then no drill that exists. */
const EDITED: Verdict = {
  problems: [
    problemIn("drill.yaml", {
      rule: "edited",
      message: "the drill was edited while it was verified",
      remedy: "Run verify again.",
    }),
  ],
  lock: null,
  measured: [],
};

/**
 * Proves one drill, from the cache if nothing that matters has changed, and brings its lock up to date.
 * @param folder the drill's folder, absolute
 * @param extra problems that the pack as a whole has with this drill
 */
export async function verifyDrill(
  drill: ParsedDrill,
  folder: string,
  extra: readonly Problem[],
  context: VerifyContext,
): Promise<DrillReport> {
  const begin = performance.now();
  const key = keyOf(drill, context);
  const known = context.cache.read(key);
  const judged = known ?? (await judge(drill, folder, context));
  const edited = !known && readDrillFolder(folder, drill.folder).hash !== drill.hash;
  const found = edited ? EDITED : judged;
  if (!known && !edited) context.cache.write(key, found);
  const problems = [...extra, ...found.problems];
  const refused = problems.some(({ severity }) => severity === "error");
  const lock = refused || !found.lock ? "refused" : bringUpToDate(drill, folder, found, context.check);
  const manifest = drill.manifest.value;
  return {
    id: manifest?.id ?? drill.folder.split("/").at(-1) ?? drill.folder,
    folder: drill.folder,
    ok: lock === "current" || lock === "written",
    cached: known !== undefined,
    ms: performance.now() - begin,
    problems,
    lock,
    stages: manifest?.stages.length ?? 0,
    tests: Object.values(found.lock?.tests ?? {}).reduce((sum, count) => sum + count, 0),
    chaffs: drill.chaffs.value?.length ?? 0,
    par: found.lock?.par ?? null,
  };
}

async function judge(drill: ParsedDrill, folder: string, context: VerifyContext): Promise<Verdict> {
  const problems = checkDrill(drill);
  const refused = (): Verdict => ({ problems, lock: null, measured: [] });
  if (!isValid(drill) || !canRun(problems)) return refused();
  const lacking = missingPackages(drill, context.interpreter);
  problems.push(...lacking);
  if (lacking.length > 0) return refused();
  const bench = context.bench();
  problems.push(...hiddenImports(drill, (await bench.ready).stdlib));
  const seed = context.seed ?? Number.parseInt(drill.hash.slice(0, 6), 16);
  const manifest = drill.manifest.value;
  const proof = await proveDrill({ drill, manifest, chaffs: drill.chaffs.value, folder, seed }, bench);
  problems.push(...judgeProof(drill, proof));
  if (problems.some(({ severity }) => severity === "error")) return refused();
  // No rule may overlook a run that did not happen: a drill is proven by what was seen, not by silence.
  const seen =
    proof.wheats.every(({ hidden }) => isClean(hidden)) &&
    proof.chaffs.every(({ hidden, par }) => hidden && par);
  if (!seen || proof.chaffs.length !== drill.chaffs.value.length)
    throw new Error(`${drill.folder}: the proof has a gap`);
  const measured = proof.wheats[0]?.hidden.tests.filter(({ perf }) => perf).map(({ id }) => id) ?? [];
  return { problems, lock: makeLock(drill.hash, proof), measured };
}

function missingPackages({ manifest }: ValidDrill, { executable, packages }: Interpreter): Problem[] {
  return manifest.value.requires.flatMap((name, index) => {
    if (packages[name]) return [];
    const message = `it needs ${name}, which ${executable} has not`;
    const remedy = `Install it (${executable} -m pip install ${name}), or name another Python with --python.`;
    return [problemAt(manifest, ["requires", index], { rule: "requires", message, remedy })];
  });
}

function keyOf(drill: ParsedDrill, { interpreter, judge, seed }: VerifyContext): string {
  const { python, packages } = interpreter;
  const needed = ["pytest", ...(drill.manifest.value?.requires ?? [])].map((name) => packages[name] ?? null);
  const parts = [drill.folder, drill.hash, judge, python, ...needed, seed];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Writes the lock where it does not say what was found. What soaking found stays while the drill is the same. */
function bringUpToDate(
  drill: ParsedDrill,
  folder: string,
  { lock, measured }: Verdict,
  check: boolean,
): "current" | "written" | "out-of-date" {
  if (!lock) throw new Error("a proven drill has a lock");
  if (drill.lock && saysTheSame(drill.lock, lock, measured)) return "current";
  if (check) return "out-of-date";
  const kept =
    drill.lock?.hash === lock.hash ? { soak: drill.lock.soak, not_proved: drill.lock.not_proved } : {};
  writeFileSync(join(folder, LOCK_FILE), lockText({ ...lock, ...kept }));
  return "written";
}
