import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { Problem } from "../bootstrap/problem.mjs";
import { step } from "../bootstrap/step.mjs";
import { hashOf, readStamp, writeStamp } from "./files.ts";
import { run } from "./run.ts";

const STAMP = join(root, "dist", ".built");
const INPUTS = ["src", "drills", "media", "esbuild.config.mjs", "package-lock.json", "scripts/build"];

/**
 * Bundles the extension and everything it needs into `dist/`, unless nothing has changed since.
 * @param say how the step is told; by one line on the standard output when left out
 */
export async function build(say: typeof step = step): Promise<void> {
  const wanted = hashOf(INPUTS.map((path) => join(root, path)));
  if (readStamp(STAMP) === wanted && existsSync(join(root, "dist", "extension.js"))) return;
  await say("Build", async () => {
    const { code, output } = await run(node, [join(root, "esbuild.config.mjs")]);
    if (code !== 0) throw new Problem(`${output.trim()}\n\nThe build failed: see above.`);
    writeStamp(STAMP, wanted);
  });
}
