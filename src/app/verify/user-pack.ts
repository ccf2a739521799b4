import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { INDEX_FORMAT, type PackIndex } from "../../contract/drill.ts";
import { compilePack } from "../../core/catalogue/compile-pack.ts";
import type { PackFiles } from "../../core/catalogue/folder.ts";
import { IndexError, indexText, parseIndex } from "../../core/catalogue/index-file.ts";
import { LOCK_FILE } from "../../core/catalogue/parse-drill.ts";
import { readPackFolder } from "./pack-folder.ts";

/**
 * The index of a pack that somebody else writes: compiled when it is asked for, and kept by its content, so
 * that a pack that has not changed is never parsed again.
 * @param pack the pack's folder, absolute
 * @param cache a folder for compiled indexes
 * @throws PackError when `pack.yaml` is missing or not valid
 */
export function readUserPack(pack: string, cache: string): PackIndex {
  const files = readPackFolder(pack);
  const path = join(cache, `pack-${contentKey(files)}.json`);
  const kept = readKept(path);
  if (kept) return kept;
  const index = compilePack(files);
  mkdirSync(cache, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, indexText(index));
  renameSync(temporary, path);
  return index;
}

function readKept(path: string): PackIndex | undefined {
  try {
    return parseIndex(readFileSync(path, "utf8"));
  } catch (error) {
    const absent = (error as NodeJS.ErrnoException).code === "ENOENT";
    if (absent || error instanceof IndexError) return undefined;
    throw error;
  }
}

function contentKey({ manifest, drills }: PackFiles): string {
  const parts = drills.map(({ folder, hash, files }) => [folder, hash, files.get(LOCK_FILE)]);
  return createHash("sha256")
    .update(JSON.stringify([INDEX_FORMAT, manifest, parts]))
    .digest("hex")
    .slice(0, 32);
}
