import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** What one interpreter says about itself. */
const probed = z.object({
  executable: z.string(),
  version: z.string(),
  pytest: z.string().nullable(),
  numpy: z.string().nullable(),
  torch: z.string().nullable(),
  ruff: z.string().nullable().optional(),
});
export type Python = z.infer<typeof probed>;

const PROBE_MS = 15_000;

/**
 * Asks an interpreter for its version and packages.
 * @returns null when it cannot be started or is no Python 3.10 or newer
 */
export function probePython(executable: string, runner: string): Promise<Python | null> {
  return new Promise((resolve) => {
    execFile(
      executable,
      [runner, "probe"],
      { timeout: PROBE_MS, windowsHide: true, env: { ...process.env, PYTHONDONTWRITEBYTECODE: "1" } },
      (error, stdout) => {
        if (error) return resolve(null);
        const parsed = probed.safeParse(parseLast(stdout));
        const [major = 0, minor = 0] = (parsed.data?.version ?? "").split(".").map(Number);
        resolve(parsed.success && (major > 3 || (major === 3 && minor >= 10)) ? parsed.data : null);
      },
    );
  });
}

function parseLast(stdout: string): unknown {
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  } catch {
    return undefined;
  }
}

/**
 * Interpreters in the order in which they are preferred: the setting, our managed environment, a `.venv` in the
 * folder, then whatever is on the PATH.
 */
export function pythonCandidates(options: {
  readonly setting: string;
  readonly managed: string;
  readonly folder: string | undefined;
  readonly trusted: boolean;
}): string[] {
  const { setting, managed, folder, trusted } = options;
  if (setting) return [setting];
  const bin = process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"];
  const local = folder && trusted ? join(folder, ".venv", ...bin) : "";
  return [
    ...[managed, local].filter((path) => path !== "" && existsSync(path)),
    ...(process.platform === "win32" ? ["python.exe", "py.exe"] : ["python3", "python"]),
  ];
}

/**
 * The first candidate with pytest; failing that, the first that is a Python at all.
 * @param runner folder of the runner package
 */
export async function findPython(candidates: readonly string[], runner: string): Promise<Python | null> {
  let fallback: Python | null = null;
  for (const candidate of candidates) {
    const python = await probePython(candidate, runner);
    if (python?.pytest) return python;
    fallback ??= python;
  }
  return fallback;
}
