import { Problem } from "../bootstrap/problem.mjs";
import { run } from "./run.ts";

export interface Python {
  path: string;
  /** major.minor */
  version: string;
  /** it can make a virtual environment with pip in it */
  venv: boolean;
}

/** Minor versions of Python 3 for which every requirement has a binary package, the newest first. */
const MINORS = [14, 13, 12, 11, 10];

const PROBE = `
import sys, json, importlib.util
print(json.dumps({"path": sys.executable, "version": "%d.%d" % sys.version_info[:2],
  "venv": all(importlib.util.find_spec(name) for name in ("venv", "ensurepip"))}))`;

/**
 * The newest Python on the PATH that can make a virtual environment with pip.
 * @throws Problem naming the remedy when there is none
 */
export async function findPython(): Promise<Python> {
  const names = [...MINORS.map((minor) => `python3.${minor}`), "python3", "python"];
  let withoutVenv: string | undefined;
  for (const name of names) {
    const found = await probePython(name);
    if (found === undefined) continue;
    if (found.venv) return found;
    withoutVenv ??= found.version;
  }
  if (withoutVenv !== undefined) {
    throw new Problem(
      `Python ${withoutVenv} is here without venv. Install it: sudo apt-get install python${withoutVenv}-venv`,
    );
  }
  throw new Problem(
    "Python 3.10 to 3.14 is needed and none is on the PATH. Install it: sudo apt-get install python3 python3-venv",
  );
}

/** What a Python says about itself; undefined when it does not run or is of a version that will not do. */
export async function probePython(command: string): Promise<Python | undefined> {
  try {
    const { code, output } = await run(command, ["-c", PROBE]);
    if (code !== 0) return undefined;
    const found = JSON.parse(output) as Python;
    return MINORS.some((minor) => found.version === `3.${minor}`) ? found : undefined;
  } catch {
    return undefined; // not on the PATH
  }
}
