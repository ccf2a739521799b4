import { availableParallelism } from "node:os";
import { join } from "node:path";
import { packManifest } from "../../contract/drill.ts";
import { type ParsedDrill, parseDrill } from "../../core/catalogue/parse-drill.ts";
import { type Problem, whereOf } from "../../core/catalogue/problem.ts";
import { readFile } from "../../core/catalogue/read-file.ts";
import { HumanError } from "../errors.ts";
import type { VerdictCache } from "./cache.ts";
import { drillFolders, readDrillFolder, readPackManifest } from "./pack-folder.ts";
import { type Interpreter, needPytest, probe } from "./python.ts";
import type { DrillReport } from "./report.ts";
import { verifyDrill } from "./verify-drill.ts";
import { Workers } from "./workers.ts";

/** What to verify, and with what. */
export interface VerifyOptions {
  /** The pack's folder, absolute. */
  readonly pack: string;
  /** Folders of the drills to verify, relative to the pack; undefined = all. */
  readonly folders?: readonly string[];
  readonly python: string;
  /** Folder of the runner package. */
  readonly runner: string;
  /** Hash of the runner and of the rules. */
  readonly judge: string;
  readonly cache: VerdictCache;
  readonly check: boolean;
  readonly seed: number | null;
  /** Runs at once; undefined = one for each core. */
  readonly jobs?: number;
  /** Start a process for each run, as platforms without fork do. */
  readonly fork: boolean;
  /** Told of the interpreter and the chosen drills' folders before the first is verified. */
  readonly begin?: (interpreter: Interpreter, folders: readonly string[]) => void;
  /** Told of each drill as soon as it is verified. */
  readonly tell: (report: DrillReport) => void;
}

/**
 * Verifies the drills of a pack, as many runs at once as there are cores.
 * @throws HumanError when the pack, the interpreter or a named drill cannot be used
 */
export async function verifyPack(options: VerifyOptions): Promise<DrillReport[]> {
  checkPackManifest(options.pack);
  const drills = drillFolders(options.pack).map((folder) =>
    parseDrill(readDrillFolder(join(options.pack, folder), folder)),
  );
  const chosen = drills.filter(({ folder }) => options.folders?.includes(folder) ?? true);
  const required = new Set(chosen.flatMap(({ manifest }) => manifest.value?.requires ?? []));
  const interpreter = await probe(options.python, ["pytest", ...required]);
  needPytest(interpreter);
  options.begin?.(
    interpreter,
    chosen.map(({ folder }) => folder),
  );
  const present = [...required].filter((name) => interpreter.packages[name]);
  const count = options.jobs ?? availableParallelism();
  let workers: Workers | undefined;
  const bench = (): Workers => {
    workers ??= new Workers(count, 1, {
      python: options.python,
      script: join(options.runner, "prove.py"),
      modules: present,
      fork: options.fork,
    });
    return workers;
  };
  const context = { ...options, interpreter, bench };
  const reports: DrillReport[] = [];
  try {
    await eachOf(chosen, count, async (drill) => {
      const report = await verifyDrill(
        drill,
        join(options.pack, drill.folder),
        sharedIds(drill, drills),
        context,
      );
      reports.push(report);
      options.tell(report);
    });
  } finally {
    await workers?.stop();
  }
  return reports.sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

function checkPackManifest(pack: string): void {
  const text = readPackManifest(pack);
  if (text === undefined) {
    throw new HumanError(
      `${pack} has no pack.yaml. Add one with schema, id, title and version (docs/authoring.md).`,
    );
  }
  const [problem] = readFile("pack.yaml", text, packManifest).problems;
  if (problem) throw new HumanError(`${join(pack, whereOf(problem))}: ${problem.message}. ${problem.remedy}`);
}

/** An id belongs to one drill of a pack. */
function sharedIds(drill: ParsedDrill, all: readonly ParsedDrill[]): Problem[] {
  const id = drill.manifest.value?.id;
  const other = all.find(({ folder, manifest }) => folder !== drill.folder && manifest.value?.id === id);
  if (id === undefined || !other) return [];
  const message = `the drill in ${other.folder} has the id ${id} too`;
  const where = { file: drill.manifest.file, ...drill.manifest.yaml.at(["id"]) };
  return [
    { rule: "unique-drills", severity: "error", ...where, message, remedy: "Give one of them another id." },
  ];
}

/** Calls `task` for each item, at most `count` at once, in their order. */
async function eachOf<T>(
  items: readonly T[],
  count: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const lane = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: count }, lane));
}
