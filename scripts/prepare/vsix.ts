import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { step } from "../bootstrap/step.mjs";
import { hashOf, readStamp, writeStamp } from "./files.ts";
import { run } from "./run.ts";

const STAMP = join(root, ".cache", "vsix.stamp");
const STAGE = join(root, ".cache", "package");

/** Where {@link packageExtension} puts the package. */
export function vsixPath(): string {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return join(root, `pair-drills-${version}.vsix`);
}

/**
 * Packages what is in `dist/` for installation, unless nothing has changed since.
 * @returns the package's path
 */
export async function packageExtension(): Promise<string> {
  const vsix = vsixPath();
  const inputs = hashOf([".vscodeignore", ...whitelisted()].map((path) => join(root, path)));
  const isCurrent = () => readStamp(STAMP) === `${inputs} ${hashOf([vsix])}`;
  if (isCurrent()) return vsix;
  await step("Package", async () => {
    const vsce = join(root, "node_modules", "@vscode", "vsce", "vsce");
    const options = [
      "--no-dependencies",
      "--allow-missing-repository",
      "--no-rewrite-relative-links",
      "--out",
      vsix,
    ];
    const { code, output } = await run(node, [vsce, "package", ...options], { cwd: stage() });
    if (code !== 0) throw new Problem(`${output.trim()}\n\nPackaging failed: see above.`);
    writeStamp(STAMP, `${inputs} ${hashOf([vsix])}`);
  });
  return vsix;
}

/**
 * Copies what the whitelist names into a folder of its own: vsce looks at every file of the folder it packages, and ours
 * holds a whole editor.
 */
function stage(): string {
  rmSync(STAGE, { recursive: true, force: true });
  mkdirSync(STAGE, { recursive: true });
  for (const name of [...whitelisted(), ".vscodeignore"]) {
    if (existsSync(join(root, name))) cpSync(join(root, name), join(STAGE, name), { recursive: true });
  }
  return STAGE;
}

/** The files and folders of the root that `.vscodeignore` names. */
function whitelisted(): string[] {
  const lines = readFileSync(join(root, ".vscodeignore"), "utf8").split("\n");
  const paths = lines.filter((line) => line.startsWith("!")).map((line) => line.slice(1).split("/")[0] ?? "");
  return [...new Set(paths)];
}
