import type { Chaff, DrillManifest } from "../../contract/drill.ts";
import type { Texts } from "../../core/catalogue/apply-edits.ts";
import type { FolderFiles } from "../../core/catalogue/folder.ts";
import {
  mainFile,
  parTests,
  starterFiles,
  testFiles,
  type Wheat,
  wheatsOf,
} from "../../core/catalogue/layout.ts";
import { allPython, isBroken, type Planted, plantAll } from "./plant.ts";
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
  const variants = plantAll(task.chaffs, wheats[0]?.files ?? {}, mainFile(manifest));
  const tests = parTests(drill, manifest);
  const [compile, wheatRuns, par] = await Promise.all([
    bench.compile(allPython(drill, variants)),
    Promise.all(
      wheats.flatMap((wheat) => orders(seed).map((order) => runWheat(bench, requests, wheat, order))),
    ),
    ownOnWheats(bench, requests, wheats, tests),
  ]);

  const sound = wheatRuns.every(({ hidden }) => isClean(hidden));
  const logic = withoutPerf(wheatRuns);
  const limits = {
    logic: Math.max(CHAFF_CPU_S, 10 * slowest(wheatRuns, false)),
    all: Math.max(CHAFF_CPU_S, 10 * slowest(wheatRuns, true)),
    par: Math.max(CHAFF_CPU_S, (10 * Math.max(...par.map(({ result }) => result.ms), 0)) / 1000),
  };
  const runChaff = async (planted: Planted): Promise<ChaffRun> => {
    const { chaff, edits, same, files } = planted;
    if (!files || same || isBroken(compile, planted)) return { chaff, edits, same };
    const everything = chaff.kind === "performance";
    const [hidden, parRun] = await Promise.all([
      bench.run(
        everything
          ? requests.hidden(files, limits.all)
          : requests.hidden(files, limits.logic, { select: logic }),
      ),
      bench.run(requests.own(files, tests, limits.par, true)),
    ]);
    const uncaught = !everything && refusals(hidden).length === 0 && hidden.problems.length === 0;
    const withPerf = uncaught ? { withPerf: await bench.run(requests.hidden(files, limits.all)) } : {};
    return { chaff, edits, same, hidden, par: parRun, ...withPerf };
  };

  const bareFiles = starterFiles(drill, manifest, false);
  const files = starterFiles(drill, manifest, true);
  const [starter, bare, starterTests, chaffs] = await Promise.all([
    bench.run(requests.hidden(solutionOf(files, manifest), CPU_S)),
    bench.run(requests.hidden(solutionOf(bareFiles, manifest), CPU_S, { select: logic })),
    ownOnWheats(bench, requests, wheats, pick(files, testFiles(manifest))),
    sound ? inOrder(variants, runChaff) : [],
  ]);
  return { seed, compile, starter, bare, starterTests, wheats: wheatRuns, par, chaffs };
}

/** Starts what takes longest first, so that the cores end together; gives the results back in their order. */
async function inOrder(
  variants: readonly Planted[],
  run: (planted: Planted) => Promise<ChaffRun>,
): Promise<ChaffRun[]> {
  const started = new Map<Planted, Promise<ChaffRun>>();
  const slow = ({ chaff }: Planted): number => (chaff.kind === "performance" ? 0 : 1);
  for (const planted of [...variants].sort((a, b) => slow(a) - slow(b))) started.set(planted, run(planted));
  return Promise.all(variants.flatMap((planted) => started.get(planted) ?? []));
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
