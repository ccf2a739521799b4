import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { HumanError } from "../app/errors.ts";
import { dataHome, managedPython } from "../store/home.ts";
import type { World } from "./command.ts";

/**
 * The interpreter that runs drills: `--python`, `$PAIR_DRILLS_PYTHON`, the environment that Pair Drills manages,
 * the checkout's own, or the first on the PATH.
 * @throws HumanError when there is none
 */
export function findPython(named: string | undefined, { env, install }: World): string {
  const chosen = named ?? env.PAIR_DRILLS_PYTHON;
  if (chosen) return chosen;
  const own = [install.ownPython, managedPython(dataHome(env, ""))].find((path) => existsSync(path));
  const found = own ?? onPath(env.PATH ?? "");
  if (found) return found;
  throw new HumanError(
    "No Python was found. Install Python 3.10 or newer with pytest, or name one with --python.",
  );
}

function onPath(path: string): string | undefined {
  const names = process.platform === "win32" ? ["python.exe"] : ["python3", "python"];
  return path
    .split(delimiter)
    .filter(Boolean)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}
