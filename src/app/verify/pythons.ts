import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { probe } from "./python.ts";

/** The versions that drills are soaked on, with the oldest numpy that has wheels for each. */
export const SUPPORTED: Readonly<Record<string, string>> = {
  "3.10": "1.21.3",
  "3.11": "1.23.2",
  "3.12": "1.26.0",
  "3.13": "2.1.0",
  "3.14": "2.3.2",
};

/** An interpreter of one supported version. */
export interface FoundPython {
  /** `3.12` */
  readonly minor: string;
  readonly executable: string;
}

/** One interpreter for each supported version that this machine has: on the PATH, or in pyenv's folder. */
export async function findPythons(env: NodeJS.ProcessEnv): Promise<FoundPython[]> {
  const found: FoundPython[] = [];
  for (const minor of Object.keys(SUPPORTED)) {
    for (const executable of candidates(minor, env)) {
      const works = await isVersion(executable, minor);
      if (!works) continue;
      found.push({ minor, executable });
      break;
    }
  }
  return found;
}

function candidates(minor: string, env: NodeJS.ProcessEnv): string[] {
  const versions = join(env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  const pyenv = existsSync(versions)
    ? readdirSync(versions).filter((name) => name.startsWith(`${minor}.`))
    : [];
  const onPath = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return [
    ...pyenv.map((name) => join(versions, name, "bin", "python")),
    ...onPath.map((folder) => join(folder, `python${minor}`)),
  ].filter((path) => existsSync(path));
}

/** A shim of pyenv exists for versions that it will not start. */
async function isVersion(executable: string, minor: string): Promise<boolean> {
  try {
    return (await probe(executable, [])).python.startsWith(`${minor}.`);
  } catch {
    return false;
  }
}
