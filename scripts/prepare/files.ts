import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { root } from "../bootstrap/paths.mjs";

/** All files below a folder (absolute paths, sorted), none when it does not exist; a file's path answers itself. */
export function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .filter((name) => !/^(__pycache__|\.)/.test(name)) // caches of tools
    .flatMap((name) => filesBelow(join(path, name)));
}

/** One hash over the names and contents of files and folders and over any other texts that matter. */
export function hashOf(paths: readonly string[], ...texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  for (const file of paths.flatMap(filesBelow))
    hash.update(relative(root, file)).update("\0").update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** What a stamp file says, undefined when there is none. */
export function readStamp(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

/** Notes from which inputs something was made. */
export function writeStamp(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
