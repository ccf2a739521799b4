import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "../bootstrap/npm.mjs";
import { root } from "../bootstrap/paths.mjs";
import { step } from "../bootstrap/step.mjs";

interface Lock {
  packages: Record<string, { version?: string; optional?: boolean }>;
}

/** Installs the npm dependencies, unless exactly those of the lock file are there. */
export async function bringDependencies(): Promise<void> {
  if (areInstalled()) return;
  await step("Dependencies", () => npm(["ci"], root));
}

/** npm keeps its own record of what it installed: compare it with the lock file. */
function areInstalled(): boolean {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = read(join(root, "package-lock.json")).packages;
  const there = read(record).packages;
  const same = (path: string) => there[path]?.version === wanted[path]?.version;
  return (
    Object.keys(there).every(same) &&
    Object.keys(wanted).every((path) => path === "" || wanted[path]?.optional || same(path))
  );
}

function read(path: string): Lock {
  return JSON.parse(readFileSync(path, "utf8")) as Lock;
}
