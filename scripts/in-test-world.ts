// node in-test-world.ts <program> [arguments]: runs a program that drives the packaged extension in a browser.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alone } from "./bootstrap/alone.mjs";
import { outerEnvironment } from "./bootstrap/npm.mjs";
import { tools } from "./bootstrap/paths.mjs";
import { node } from "./bootstrap/pinned-node.mjs";
import { Problem, runMain } from "./bootstrap/problem.mjs";
import { build } from "./prepare/build.ts";
import { bringPython, REQUIREMENTS, TEST_REQUIREMENTS } from "./prepare/python.ts";
import { bringVSCode } from "./prepare/vscode.ts";
import { packageExtension } from "./prepare/vsix.ts";
import { startGroup } from "./processes/group.ts";

await runMain(async () => {
  const [program, ...rest] = process.argv.slice(2);
  if (program === undefined) throw new Problem("Name the program to run.");
  const { python, vsix } = await alone(async () => {
    const python = await bringPython(join(tools, "python"), [REQUIREMENTS, TEST_REQUIREMENTS]);
    await bringVSCode();
    await build();
    return { python, vsix: await packageExtension() };
  });
  const dataHome = mkdtempSync(join(tmpdir(), "pd-"));
  const group = startGroup(node, [program, ...rest], {
    env: {
      ...outerEnvironment(),
      PAIR_DRILLS_HOME: dataHome,
      PAIR_DRILLS_TEST_PYTHON: python,
      PD_VSIX: vsix,
    },
    output: "inherit",
  });
  try {
    return (await group.exit) ?? 1;
  } finally {
    await group.stop();
    rmSync(dataHome, { recursive: true, force: true });
  }
});
