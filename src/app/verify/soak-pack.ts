import { writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { DrillLock } from "../../contract/drill.ts";
import { LOCK_FILE, parseDrill } from "../../core/catalogue/parse-drill.ts";
import { isValid, type ValidDrill } from "../../core/catalogue/valid-drill.ts";
import { Busy } from "./busy.ts";
import { lockText } from "./lock.ts";
import { readDrillFolder } from "./pack-folder.ts";
import { probe } from "./python.ts";
import type { FoundPython } from "./pythons.ts";
import { soakDrill } from "./soak-drill.ts";
import { makeSoakEnvs, type SoakEnvs } from "./soak-envs.ts";
import { Workers } from "./workers.ts";

/** What to soak, and with what. */
export interface SoakOptions {
  /** The pack's folder, absolute. */
  readonly pack: string;
  /** Folders of proven drills, relative to it. */
  readonly folders: readonly string[];
  readonly runner: string;
  readonly pythons: readonly FoundPython[];
  /** The version of pytest that proved the drills. */
  readonly pytest: string;
  /** Where environments are kept. */
  readonly envs: string;
  readonly rounds: number;
  readonly fork: boolean;
  readonly say: (line: string) => void;
}

/** How one drill came through, as it stands in its lock. */
export interface SoakReport extends Pick<DrillLock, "soak" | "not_proved"> {
  readonly folder: string;
  readonly notes: readonly string[];
}

/** Soaks drills one after the other, with as many busy processes as cores, and writes the results to their locks. */
export async function soakPack(options: SoakOptions): Promise<SoakReport[]> {
  const ready: Prepared[] = [];
  for (const folder of options.folders) ready.push(await prepare(folder, options));
  const busy = new Busy(availableParallelism());
  try {
    const reports: SoakReport[] = [];
    for (const one of ready) reports.push(await soakOne(one, options));
    return reports;
  } finally {
    busy.stop();
  }
}

/** A drill with the environments that it is soaked in. */
interface Prepared extends SoakEnvs {
  readonly drill: ValidDrill;
  readonly lock: DrillLock;
}

async function prepare(folder: string, options: SoakOptions): Promise<Prepared> {
  const drill = parseDrill(readDrillFolder(join(options.pack, folder), folder));
  if (!isValid(drill) || !drill.lock) throw new Error(`${folder} was not proven before it was soaked`);
  const { requires } = drill.manifest.value;
  const { pythons, pytest, envs, say } = options;
  return { drill, lock: drill.lock, ...(await makeSoakEnvs(pythons, requires, pytest, envs, say)) };
}

async function soakOne({ drill, lock, envs, missing }: Prepared, options: SoakOptions): Promise<SoakReport> {
  const path = join(options.pack, drill.folder);
  const { requires } = drill.manifest.value;
  options.say(`\n${drill.folder}`);
  const soak: DrillLock["soak"] = [];
  const notes: string[] = [];
  for (const { python } of envs) {
    const versions = await probe(python, ["numpy"]);
    const numpy = requires.includes("numpy") ? versions.packages.numpy : null;
    const name = `Python ${versions.python}${numpy ? `, numpy ${numpy}` : ""}`;
    const workers = new Workers(availableParallelism(), 1, {
      python,
      script: join(options.runner, "prove.py"),
      modules: requires,
      fork: options.fork,
    });
    try {
      const found = await soakDrill(drill, path, workers, options.rounds, soak.length * 10_000);
      soak.push({
        python: versions.python,
        ...(numpy ? { numpy } : {}),
        runs: options.rounds,
        failures: found.failures,
      });
      notes.push(...found.notes.map((note) => `${name}: ${note}`));
      options.say(
        `  ${found.failures === 0 ? "✓" : "✗"} ${name}: ${options.rounds - found.failures} of ${options.rounds} runs`,
      );
    } finally {
      await workers.stop();
    }
  }
  writeFileSync(join(path, LOCK_FILE), lockText({ ...lock, soak, not_proved: [...missing] }));
  return { folder: drill.folder, soak, not_proved: [...missing], notes };
}
