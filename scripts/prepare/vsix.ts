import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { step } from "../bootstrap/step.mjs";
import { hashOf, readStamp, writeStamp } from "./files.ts";
import { run } from "./run.ts";

const STAMP = join(root, ".cache", "vsix.stamp");
const INPUTS = ["package.json", "package.nls.json", ".vscodeignore", "dist", "drills", "media"];
const TEXTS = ["README.md", "CHANGELOG.md", "LICENSE", "NOTICES"];

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
  const inputs = hashOf([...INPUTS, ...TEXTS].map((path) => join(root, path)));
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
    const { code, output } = await run(node, [vsce, "package", ...options]);
    if (code !== 0) throw new Problem(`${output.trim()}\n\nPackaging failed: see above.`);
    writeStamp(STAMP, `${inputs} ${hashOf([vsix])}`);
  });
  return vsix;
}
