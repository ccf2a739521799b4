import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FolderFiles, PackFiles } from "../../core/catalogue/folder.ts";
import { LOCK_FILE, MANIFEST_FILE } from "../../core/catalogue/parse-drill.ts";

/** What editors and tools leave behind is no part of a drill. */
const LEFT_BEHIND = /^(\..*|__pycache__|.*\.pyc)$/;

/**
 * Reads a pack's folder: every `<category>/<id>/`, and every other folder of the first two levels that has a
 * `drill.yaml`.
 */
export function readPackFolder(root: string): PackFiles {
  return {
    manifest: readPackManifest(root),
    drills: drillFolders(root).map((folder) => readDrillFolder(join(root, folder), folder)),
  };
}

/** The text of a pack's `pack.yaml`, undefined when there is none. */
export function readPackManifest(root: string): string | undefined {
  const path = join(root, "pack.yaml");
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** The drills' folders of a pack, relative to it, sorted. */
export function drillFolders(root: string): string[] {
  return subfolders(root)
    .flatMap((outer) => {
      if (existsSync(join(root, outer, MANIFEST_FILE))) return [outer];
      return subfolders(join(root, outer)).map((inner) => `${outer}/${inner}`);
    })
    .filter((folder) => filesBelow(join(root, folder)).length > 0)
    .sort();
}

/** Reads one drill's folder. @param folder its name relative to the pack */
export function readDrillFolder(path: string, folder: string): FolderFiles {
  const hash = createHash("sha256");
  const files = new Map<string, string>();
  for (const name of filesBelow(path)) {
    const bytes = readFileSync(join(path, name));
    const text = bytes.toString("utf8");
    files.set(name, text);
    // Line ends are not content: the same drill has the same hash in every checkout.
    const content = bytes.includes(0) ? bytes.toString("base64") : text.replaceAll("\r\n", "\n");
    if (name !== LOCK_FILE) hash.update(`${JSON.stringify([name, content])}\n`);
  }
  return { folder, files, hash: hash.digest("hex") };
}

function filesBelow(root: string, below = ""): string[] {
  return readdirSync(join(root, below), { withFileTypes: true })
    .filter((entry) => !LEFT_BEHIND.test(entry.name))
    .flatMap((entry) => {
      const path = below ? `${below}/${entry.name}` : entry.name;
      return entry.isDirectory() ? filesBelow(root, path) : [path];
    })
    .sort();
}

function subfolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !LEFT_BEHIND.test(entry.name))
    .map((entry) => entry.name);
}
