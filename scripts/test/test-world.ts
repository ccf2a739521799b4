import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { alone } from "../bootstrap/alone.mjs";
import { outerEnvironment } from "../bootstrap/npm.mjs";
import { tools } from "../bootstrap/paths.mjs";
import { build } from "../prepare/build.ts";
import { findChromium } from "../prepare/chromium.ts";
import { bringDependencies } from "../prepare/dependencies.ts";
import { bringPython, REQUIREMENTS, TEST_REQUIREMENTS } from "../prepare/python.ts";
import { bringVSCode } from "../prepare/vscode.ts";
import { packageExtension } from "../prepare/vsix.ts";
import { stopGroups } from "../processes/group.ts";

/** What tests and measurements run in. */
export interface TestWorld {
  /** the test environment's interpreter */
  python: string;
  /** the interpreter first on the PATH, a data home that is empty at first, and where the package is */
  env: NodeJS.ProcessEnv;
}

/**
 * Prepares all that tests need, does the work, and removes what was temporary. Nothing of the user's is touched.
 * @param withEditor whether a served VS Code and Chromium are needed, too
 */
export async function inTestWorld<T>(
  withEditor: boolean,
  work: (world: TestWorld) => Promise<T>,
): Promise<T> {
  if (withEditor) findChromium(); // before everything that takes long
  const { python, vsix } = await alone(async () => {
    await bringDependencies();
    const python = await bringPython(join(tools, "python"), [REQUIREMENTS, TEST_REQUIREMENTS]);
    if (withEditor) await bringVSCode();
    await build();
    return { python, vsix: await packageExtension() };
  });
  // Everything temporary goes below one folder, whoever makes it, so that nothing stays behind when a test is killed.
  const base = mkdtempSync(join(tmpdir(), "pd-"));
  const remove = () => rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => stopGroups().then(() => process.exit(1)));
  const dataHome = join(base, "home");
  mkdirSync(dataHome);
  const env = {
    ...outerEnvironment(),
    PATH: `${dirname(python)}${delimiter}${process.env.PATH}`,
    TMPDIR: base,
    PAIR_DRILLS_HOME: dataHome,
    PAIR_DRILLS_TEST_PYTHON: python,
    PD_VSIX: vsix,
  };
  return await work({ python, env });
}
