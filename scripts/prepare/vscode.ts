import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { npm } from "../bootstrap/npm.mjs";
import { tools } from "../bootstrap/paths.mjs";
import { step } from "../bootstrap/step.mjs";
import { readStamp, writeStamp } from "./files.ts";

/** The npm package that carries VS Code's server, ready built. */
const CODE_SERVER = "code-server@4.139.1";
/** Dependencies and extensions that need an account or another machine, and are most of the size. */
const WITHOUT_DEPENDENCIES = ["@devcontainers/cli", "@github/copilot-sdk", "@microsoft/mxc-sdk"];
const WITHOUT_EXTENSIONS = ["copilot", "mermaid-markdown-features"];
/** Folders with one program for each platform, of which only ours is used. */
const BY_PLATFORM = ["node_modules/@vscode/ripgrep-universal/bin", "node_modules/node-pty/prebuilds"];

const home = join(tools, "vscode");

/** The program that serves VS Code, to be run by the pinned Node, once {@link bringVSCode} has been called. */
export const serverMain = join(home, "out", "server-main.js");

/** Brings VS Code from npm into `.tools/vscode`, unless it is there. Nothing is compiled. */
export async function bringVSCode(): Promise<void> {
  const stamp = join(home, ".pair-drills");
  const recipe = [CODE_SERVER, ...WITHOUT_DEPENDENCIES, ...WITHOUT_EXTENSIONS].join(" ");
  if (readStamp(stamp) === recipe && existsSync(serverMain)) return;
  await step(`VS Code (${CODE_SERVER})`, async () => {
    const temporary = mkdtempSync(join(tools, "vscode-"));
    try {
      await npm(["install", "--prefix", temporary, "--no-save", CODE_SERVER], temporary);
      const vscode = join(temporary, "node_modules", "code-server", "lib", "vscode");
      leaveOut(vscode);
      await npm(["install", "--omit=dev"], vscode);
      keepOurPlatform(vscode);
      writeStamp(join(vscode, ".pair-drills"), recipe);
      rmSync(home, { recursive: true, force: true });
      renameSync(vscode, home);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

function leaveOut(vscode: string): void {
  const path = join(vscode, "package.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as { dependencies: Record<string, string> };
  for (const name of WITHOUT_DEPENDENCIES) delete manifest.dependencies[name];
  writeFileSync(path, JSON.stringify(manifest, null, 2));
  for (const name of WITHOUT_EXTENSIONS) {
    rmSync(join(vscode, "extensions", name), { recursive: true, force: true });
  }
}

function keepOurPlatform(vscode: string): void {
  for (const folder of BY_PLATFORM.map((path) => join(vscode, path))) {
    for (const platform of readdirSync(folder)) {
      if (platform !== `${process.platform}-${process.arch}`) {
        rmSync(join(folder, platform), { recursive: true, force: true });
      }
    }
  }
}
