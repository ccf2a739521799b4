import type { Chaff, DrillManifest } from "../../contract/drill.ts";
import { applyEdits, type Texts } from "../../core/catalogue/apply-edits.ts";
import type { FolderFiles } from "../../core/catalogue/folder.ts";
import {
  mainFile,
  parTests,
  starterFiles,
  testFiles,
  type Wheat,
  wheatsOf,
} from "../../core/catalogue/layout.ts";
import type { ChaffRun, OwnRun, Proof, WheatRun } from "./proof.ts";
import { Requests } from "./requests.ts";
import { isClean, type RunResult, refusals } from "./run-result.ts";
import type { Bench } from "./workers.ts";

/** Seconds of CPU time for a run of code that should be right. */
const CPU_S = 120;
/** Least seconds for a planted bug. */
const CHAFF_CPU_S = 2;
const ORDERS = 3;

/** What is to be proven. */
export interface Task {
  readonly drill: FolderFiles;
  readonly manifest: DrillManifest;
  readonly chaffs: readonly Chaff[];
  /** The drill's folder, absolute. */
  readonly folder: string;
  /** First seed of the random orders. */
  readonly seed: number;
}

/** Runs everything that the rules need to know of a drill. */
export async function proveDrill(task: Task, bench: Bench): Promise<Proof> {
  const { drill, manifest, seed } = task;
  const requests = new Requests(manifest, task.folder);
  const wheats = wheatsOf(drill, manifest);
  const variants = task.chaffs.map((chaff) => plant(chaff, wheats, manifest));
  const par = parTests(drill, manifest);

  const starter = starterFiles(drill, manifest, true);
  const [compile, wheatRuns, starterRun, starterTests, parRuns] = await Promise.all([
    bench.compile(allPython(task, variants)),
    Promise.all(
      wheats.flatMap((wheat) => orders(seed).map((order) => runWheat(bench, requests, wheat, order))),
    ),
    bench.run(requests.hidden(solutionOf(starter, manifest), CPU_S)),
    ownOnWheats(bench, requests, wheats, pick(starter, testFiles(manifest))),
    ownOnWheats(bench, requests, wheats, par),
  ]);
  const found = { seed, compile, starter: starterRun, wheats: wheatRuns, starterTests, par: parRuns };
  const bare = await bench.run(
    requests.hidden(solutionOf(starterFiles(drill, manifest, false), manifest), CPU_S, {
      select: withoutPerf(wheatRuns),
    }),
  );
  if (!wheatRuns.every(({ hidden }) => isClean(hidden))) return { ...found, bare, chaffs: [] };
  const limits = {
    logic: Math.max(CHAFF_CPU_S, 10 * slowest(wheatRuns, false)),
    all: Math.max(CHAFF_CPU_S, 10 * slowest(wheatRuns, true)),
    par: Math.max(CHAFF_CPU_S, (10 * Math.max(...parRuns.map(({ result }) => result.ms), 0)) / 1000),
  };
  const logic = withoutPerf(wheatRuns);
  const chaffs = await Promise.all(
    variants.map(async (variant): Promise<ChaffRun> => {
      const { chaff, edits, same, files } = variant;
      if (!files || same || isBroken(compile, variant)) return { chaff, edits, same };
      const everything = chaff.kind === "performance";
      const [hidden, parRun] = await Promise.all([
        bench.run(
          requests.hidden(files, everything ? limits.all : limits.logic, everything ? {} : { select: logic }),
        ),
        bench.run(requests.own(files, par, limits.par, true)),
      ]);
      const uncaught = !everything && refusals(hidden).length === 0 && hidden.problems.length === 0;
      const withPerf = uncaught ? { withPerf: await bench.run(requests.hidden(files, limits.all)) } : {};
      return { chaff, edits, same, hidden, par: parRun, ...withPerf };
    }),
  );
  return { ...found, bare, chaffs };
}

/** A chaff's files, or why there are none. */
interface Planted {
  readonly chaff: Chaff;
  readonly edits: ChaffRun["edits"];
  readonly same: boolean;
  readonly files?: Texts;
}

function plant(chaff: Chaff, wheats: readonly Wheat[], manifest: DrillManifest): Planted {
  const original = wheats[0]?.files ?? {};
  const edited = applyEdits(original, chaff, mainFile(manifest));
  if ("problems" in edited) return { chaff, edits: edited.problems, same: false };
  const same = Object.entries(edited.files).every(([path, text]) => original[path] === text);
  return { chaff, edits: [], same, files: edited.files };
}

/** Every Python text of the drill, and of its chaffs, by a name that says which it is. */
function allPython({ drill }: Task, variants: readonly Planted[]): Texts {
  const own = [...drill.files].filter(([path]) => path.endsWith(".py"));
  const planted = variants.flatMap((variant) =>
    Object.entries(variant.files ?? {}).map(
      ([path, text]) => [chaffText(variant.chaff, path), text] as const,
    ),
  );
  return Object.fromEntries([...own, ...planted].filter(([path]) => path.endsWith(".py")));
}

/** The name under which a chaff's file is compiled. */
export function chaffText(chaff: Chaff, path: string): string {
  return `chaff ${chaff.id}: ${path}`;
}

function isBroken(compile: Proof["compile"], { chaff, files }: Planted): boolean {
  return Object.keys(files ?? {}).some((path) => chaffText(chaff, path) in compile);
}

async function runWheat(bench: Bench, requests: Requests, wheat: Wheat, seed: number): Promise<WheatRun> {
  const hidden = await bench.run(requests.hidden(wheat.files, CPU_S, { seed, watch: true }));
  return { wheat: wheat.name, place: wheat.place, seed, hidden };
}

function ownOnWheats(
  bench: Bench,
  requests: Requests,
  wheats: readonly Wheat[],
  tests: Texts,
): Promise<OwnRun[]> {
  return Promise.all(
    wheats.map(async ({ name, files }) => ({
      wheat: name,
      result: await bench.run(requests.own(files, tests, CPU_S)),
    })),
  );
}

function orders(seed: number): number[] {
  return Array.from({ length: ORDERS }, (_, index) => seed + index);
}

/** Ids of the hidden tests that do not measure growth, in the order of the files. */
function withoutPerf(runs: readonly WheatRun[]): string[] {
  const tests: RunResult["tests"] = runs[0]?.hidden.tests ?? [];
  return tests.filter(({ perf }) => !perf).map(({ id }) => id);
}

/** Seconds of the slowest wheat, with or without the tests that measure growth. */
function slowest(runs: readonly WheatRun[], perf: boolean): number {
  const seconds = runs.map(({ hidden }) => {
    const measured = hidden.tests.filter((test) => test.perf).reduce((sum, { ms }) => sum + ms, 0);
    return (hidden.ms - (perf ? 0 : measured)) / 1000;
  });
  return Math.max(...seconds, 0);
}

function solutionOf(starter: Texts, manifest: DrillManifest): Texts {
  const tests = testFiles(manifest);
  return Object.fromEntries(Object.entries(starter).filter(([path]) => !tests.includes(path)));
}

function pick(texts: Texts, paths: readonly string[]): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([path]) => paths.includes(path)));
}
