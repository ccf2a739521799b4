import { INDEX_FORMAT, type PackIndex, packManifest } from "../../contract/drill.ts";
import { compileDrill } from "./compile-drill.ts";
import type { FolderFiles, PackFiles } from "./folder.ts";
import { parseDrill } from "./parse-drill.ts";
import { whereOf } from "./problem.ts";
import { readFile } from "./read-file.ts";

/** A pack whose `pack.yaml` cannot be used; the message says what is wrong and what to do. */
export class PackError extends Error {}

/**
 * Compiles a pack into its index. A drill that cannot be used is listed under `broken`; the others work.
 * @throws PackError when `pack.yaml` is missing or not valid.
 */
export function compilePack(pack: PackFiles): PackIndex {
  if (pack.manifest === undefined) {
    throw new PackError("pack.yaml is missing. Add one with schema, id, title and version.");
  }
  const read = readFile("pack.yaml", pack.manifest, packManifest);
  const problem = read.problems[0];
  if (problem) throw new PackError(`${whereOf(problem)}: ${problem.message}. ${problem.remedy}`);
  if (!read.value) throw new Error("a pack without problems has a manifest");

  const index: PackIndex = { format: INDEX_FORMAT, pack: read.value, drills: [], broken: [] };
  const seen = new Map<string, string>();
  for (const folder of [...pack.drills].sort(byFolder)) {
    const compiled = compileDrill(parseDrill(folder));
    if ("problem" in compiled) {
      index.broken.push({ folder: folder.folder, problem: compiled.problem });
      continue;
    }
    const other = seen.get(compiled.drill.id);
    if (other !== undefined) {
      const taken = `The id ${compiled.drill.id} is already that of ${other}. Give one of them another id.`;
      index.broken.push({ folder: folder.folder, problem: taken });
      continue;
    }
    seen.set(compiled.drill.id, folder.folder);
    index.drills.push(compiled.drill);
  }
  return index;
}

function byFolder(a: FolderFiles, b: FolderFiles): number {
  return a.folder < b.folder ? -1 : 1;
}
