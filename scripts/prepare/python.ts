import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { step } from "../bootstrap/step.mjs";
import { hashOf, readStamp, writeStamp } from "./files.ts";
import { findPython, probePython } from "./find-python.ts";
import { run } from "./run.ts";

/** What drills need. */
export const REQUIREMENTS = join(root, "scripts", "python-requirements.txt");
/** What `npm test` needs on top. */
export const TEST_REQUIREMENTS = join(root, "scripts", "python-requirements-test.txt");

/** The interpreter of a virtual environment. */
export function pythonOf(environment: string): string {
  return process.platform === "win32"
    ? join(environment, "Scripts", "python.exe")
    : join(environment, "bin", "python");
}

/**
 * Makes a virtual environment with the pinned requirements, unless it is there and complete. One that is there and works
 * is kept: its owner may have installed more into it.
 * @returns its interpreter
 * @throws Problem when no suitable Python is found or pip fails
 */
export async function bringPython(environment: string, requirements: readonly string[]): Promise<string> {
  const python = pythonOf(environment);
  const stamp = join(environment, ".pair-drills");
  const wanted = hashOf(requirements);
  const works = existsSync(python) && (await probePython(python)) !== undefined;
  if (works && readStamp(stamp) === wanted) return python;
  if (!works) await make(environment);
  await step(`Python packages for ${environment}`, async () => {
    const files = requirements.flatMap((file) => ["-r", file]);
    const quiet = ["--quiet", "--disable-pip-version-check", "--no-input"];
    await must(python, ["-m", "pip", "install", ...quiet, "--only-binary", ":all:", ...files]);
    writeStamp(stamp, wanted);
  });
  return python;
}

async function make(environment: string): Promise<void> {
  const base = await findPython();
  await step(`Python ${base.version} environment`, async () => {
    await rm(environment, { recursive: true, force: true });
    await must(base.path, ["-m", "venv", environment]);
  });
}

async function must(command: string, args: readonly string[]): Promise<void> {
  const { code, output } = await run(command, args);
  if (code !== 0)
    throw new Problem(`${output.trim()}\n\n\`${command} ${args.join(" ")}\` failed: see above.`);
}
