// node run-desktop.ts <folder of bundled tests> <program>: runs them in the extension host of this desktop VS Code.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "@vscode/test-electron";
import { root } from "../../scripts/bootstrap/paths.mjs";
import { makeWorld } from "../../scripts/served/editor-world.ts";
import { HOST_SETTINGS } from "../../scripts/served/test-settings.ts";

const [tests = "", vscodeExecutablePath = ""] = process.argv.slice(2);
const world = makeWorld();
const user = join(world.editorData, "User");
mkdirSync(user, { recursive: true });
writeFileSync(join(user, "settings.json"), JSON.stringify(HOST_SETTINGS));
try {
  process.exitCode = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: join(tests, "index.cjs"),
    extensionTestsEnv: world.env as Record<string, string | undefined>,
    launchArgs: [
      world.workspace,
      `--user-data-dir=${world.editorData}`,
      `--extensions-dir=${join(world.editorData, "extensions")}`,
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
} finally {
  world.dispose();
}
