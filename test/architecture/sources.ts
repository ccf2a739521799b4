import { globSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";

export const root = join(import.meta.dirname, "../..");

/** Files below the root that match, as paths with slashes, sorted. */
export function files(...patterns: string[]): string[] {
  const exclude = ["**/node_modules/**", "**/__pycache__/**", "**/.*/**"];
  return patterns.flatMap((pattern) => globSync(pattern, { cwd: root, exclude })).sort();
}

export function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

export function json<T>(path: string): T {
  return JSON.parse(read(path)) as T;
}

const IMPORT = /^\s*(?:import|export)\b(?:[^"';]*?\bfrom)?\s*"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

/** What a TypeScript file imports, types included: packages by name, files of ours by their path from the root. */
export function importsOf(path: string): string[] {
  const names = [...read(path).matchAll(IMPORT)].map((found) => found[1] ?? found[2] ?? "");
  return names.map((name) => (name.startsWith(".") ? posix.join(dirname(path), name) : name));
}

/** The files of ours that import each other in a circle, one circle a list, each found once. */
export function cycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string) => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file]);
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return found;
}
