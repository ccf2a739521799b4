import { execFile } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type FoundPython, SUPPORTED } from "./pythons.ts";

/** An environment to soak in. */
export interface SoakEnv {
  readonly python: string;
  readonly minor: string;
}

/** What could be made, and what could not, with the reason. */
export interface SoakEnvs {
  readonly envs: readonly SoakEnv[];
  readonly missing: readonly string[];
}

/**
 * Makes, or finds again, the environments that a drill is soaked in: each version that is there, with the oldest and
 * the newest numpy if the drill requires numpy.
 * @param folder where the environments are kept
 * @param pytest the version that the drill was proven with
 */
export async function makeSoakEnvs(
  pythons: readonly FoundPython[],
  requires: readonly string[],
  pytest: string,
  folder: string,
  say: (line: string) => void,
): Promise<SoakEnvs> {
  const absent = Object.keys(SUPPORTED).filter((minor) => !pythons.some((python) => python.minor === minor));
  const missing = absent.map((minor) => `Python ${minor}: not found`);
  const envs: SoakEnv[] = [];
  for (const { minor, executable } of pythons) {
    for (const packages of choices(requires, SUPPORTED[minor] ?? "")) {
      const specs = [`pytest==${pytest}`, ...packages];
      const name = ["py", minor, ...specs].join("-").replace(/[^\w.-]+/g, "-");
      try {
        envs.push({ minor, python: await makeEnv(executable, join(folder, name), specs, say) });
      } catch (error) {
        missing.push(`Python ${minor} with ${packages.join(", ") || "pytest"}: ${lastLine(error)}`);
      }
    }
  }
  return { envs, missing };
}

/** The packages beside pytest, once with the oldest numpy and once with the newest. */
function choices(requires: readonly string[], oldest: string): string[][] {
  if (!requires.includes("numpy")) return [[...requires]];
  const others = requires.filter((name) => name !== "numpy");
  return [
    [`numpy==${oldest}`, ...others],
    ["numpy", ...others],
  ];
}

async function makeEnv(
  executable: string,
  folder: string,
  specs: readonly string[],
  say: (line: string) => void,
): Promise<string> {
  const python = join(folder, process.platform === "win32" ? "Scripts/python.exe" : "bin/python");
  const complete = join(folder, "complete");
  if (existsSync(complete)) return python;
  say(`  making an environment: ${specs.join(", ")} on ${executable}`);
  rmSync(folder, { recursive: true, force: true });
  const run = promisify(execFile);
  await run(executable, ["-m", "venv", folder]);
  await run(python, [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--only-binary=:all:",
    ...specs,
  ]);
  writeFileSync(complete, "");
  return python;
}

function lastLine(error: unknown): string {
  const text = String((error as { stderr?: unknown }).stderr ?? "").trim() || String(error);
  const lines = text.split("\n").filter((line) => line.startsWith("ERROR:"));
  return (lines[0] ?? text.split("\n").at(-1) ?? "").replace(/^ERROR:\s*/, "").slice(0, 160);
}
