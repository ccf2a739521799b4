import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { step } from "../bootstrap/step.mjs";
import { type Ran, run } from "../prepare/run.ts";
import { hasScreen } from "./has-screen.ts";

/**
 * The command of a desktop VS Code that can show a window and is new enough; undefined when there is none, with a word
 * about the reason when one is there all the same.
 */
export async function findDesktop(): Promise<string | undefined> {
  const code = process.platform === "win32" ? "code.cmd" : "code";
  const version = await askVersion(code);
  if (version === undefined) return undefined;
  const showsElsewhere = Boolean(process.env.VSCODE_IPC_HOOK_CLI); // in the terminal of a remote VS Code
  if (!hasScreen() && !showsElsewhere) {
    console.log("There is a desktop VS Code and no screen to show it on: serving one to the browser.");
    return undefined;
  }
  if (!isAtLeast(version, floor())) {
    console.log(`The desktop VS Code is ${version}, and ${floor()} is needed: serving one to the browser.`);
    return undefined;
  }
  return code;
}

/** Installs the extension into the desktop VS Code and opens a window. */
export async function openDesktop(code: string, vsix: string, open: boolean): Promise<number> {
  await step("Install into the desktop VS Code", async () => {
    const { code: exit, output } = await runCode(code, ["--install-extension", vsix, "--force"]);
    if (exit !== 0) throw new Problem(`${output.trim()}\n\nThe extension could not be installed: see above.`);
  });
  console.log("\nPair Drills is installed: look for its icon in the activity bar, on the left.");
  if (!open) return 0;
  const { code: exit, output } = await runCode(code, ["--new-window"]);
  if (exit !== 0) throw new Problem(`${output.trim()}\n\nVS Code could not be opened: see above.`);
  return 0;
}

async function askVersion(code: string): Promise<string | undefined> {
  try {
    const { code: exit, output } = await runCode(code, ["--version"]);
    return exit === 0 ? /^\d+\.\d+\.\d+/m.exec(output)?.[0] : undefined;
  } catch {
    return undefined; // not on the PATH
  }
}

/** On Windows the command is a batch file, which only a shell can run. */
function runCode(code: string, args: string[]): Promise<Ran> {
  return process.platform === "win32" ? run("cmd.exe", ["/d", "/c", code, ...args]) : run(code, args);
}

/** The oldest VS Code that the manifest admits. */
function floor(): string {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    engines: { vscode: string };
  };
  return manifest.engines.vscode.replace("^", "");
}

function isAtLeast(version: string, oldest: string): boolean {
  return version.localeCompare(oldest, "en", { numeric: true }) >= 0;
}
