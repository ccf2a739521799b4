// Measures what listing a pack of 120 drills costs: from its compiled index, and from its YAML, in turn in one run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readDrillFolder } from "../../src/app/verify/pack-folder.ts";
import { compilePack } from "../../src/core/catalogue/compile-pack.ts";
import type { FolderFiles } from "../../src/core/catalogue/folder.ts";
import { indexText, parseIndex } from "../../src/core/catalogue/index-file.ts";
import { parseDrill } from "../../src/core/catalogue/parse-drill.ts";

const DRILLS = 120;
const ROUNDS = Number(process.argv[2] ?? 10);
const BAR = 0.01;
const ROOT = join(import.meta.dirname, "..", "..");
const MODEL = "tensor/segment-pool";

const model = readDrillFolder(join(ROOT, "drills", MODEL), MODEL);
const drills = Array.from({ length: DRILLS }, (_, number) => copyOf(model, `segment-pool-${number}`));
const manifest = readFileSync(join(ROOT, "drills", "pack.yaml"), "utf8");
const index = compilePack({ manifest, drills });
if (index.drills.length !== DRILLS)
  throw new Error(`only ${index.drills.length} drills: ${index.broken[0]?.problem}`);
const compiled = indexText(index);

const times = { index: [] as number[], yaml: [] as number[] };
for (let round = 0; round < ROUNDS; round++) {
  times.index.push(time(() => list(parseIndex(compiled).drills)));
  times.yaml.push(time(() => list(drills.map((drill) => parseDrill(drill).manifest.value))));
}
const ratio = median(times.index.map((ms, round) => ms / (times.yaml[round] ?? Number.NaN)));
console.log(
  `${DRILLS} drills, median of ${ROUNDS}: index ${median(times.index).toFixed(2)} ms (first ${times.index[0]?.toFixed(2)}), ` +
    `YAML ${median(times.yaml).toFixed(0)} ms, ratio ${ratio.toFixed(4)} (at most ${BAR})`,
);
process.exitCode = ratio <= BAR ? 0 : 1;

function copyOf(drill: FolderFiles, id: string): FolderFiles {
  const yaml = (drill.files.get("drill.yaml") ?? "").replace(/^id: .*$/m, `id: ${id}`);
  return { ...drill, folder: `tensor/${id}`, files: new Map([...drill.files, ["drill.yaml", yaml]]) };
}

/** What a list shows of each drill. */
function list(found: readonly ({ id: string; title: string; minutes: number } | undefined)[]): string {
  return found.map((drill) => `${drill?.id} ${drill?.title} ${drill?.minutes}`).join("\n");
}

function time(task: () => unknown): number {
  const begin = performance.now();
  task();
  return performance.now() - begin;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
