import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as z from "zod";
import { HumanError } from "../errors.ts";

/** What matters of an interpreter. */
const interpreter = z.object({
  executable: z.string(),
  python: z.string(),
  /** Version of each package that was asked for, null when it is missing. */
  packages: z.record(z.string(), z.string().nullable()),
});
export type Interpreter = z.infer<typeof interpreter>;

const PROBE = `
import importlib.metadata as m, json, platform, sys
def v(n):
    try: return m.version(n)
    except m.PackageNotFoundError: return None
print(json.dumps({"executable": sys.executable, "python": platform.python_version(), "packages": {n: v(n) for n in sys.argv[1:]}}))
`;

/**
 * Asks an interpreter for its version and those of some packages, without importing them.
 * @throws HumanError when it cannot be started
 */
export async function probe(python: string, packages: readonly string[]): Promise<Interpreter> {
  try {
    const { stdout } = await promisify(execFile)(python, ["-I", "-c", PROBE, ...packages], {
      timeout: 20_000,
    });
    return interpreter.parse(JSON.parse(stdout));
  } catch (cause) {
    const advice = "Name a Python 3.10 or newer with --python.";
    throw new HumanError(`${python} could not be started. ${advice}`, [], { cause });
  }
}

/** Refuses an interpreter that cannot run any drill. @throws HumanError */
export function needPytest({ executable, python, packages }: Interpreter): void {
  const [major = 0, minor = 0] = python.split(".").map(Number);
  if (major < 3 || (major === 3 && minor < 10)) {
    throw new HumanError(
      `${executable} is Python ${python}; drills need 3.10 or newer. Name another with --python.`,
    );
  }
  if (!packages.pytest) {
    throw new HumanError(
      `${executable} has no pytest. Install it (${executable} -m pip install pytest), or name another with --python.`,
    );
  }
}
