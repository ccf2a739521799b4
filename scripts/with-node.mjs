// node scripts/with-node.mjs <program or package command> [arguments]: runs it under the pinned Node.
import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { root } from "./bootstrap/paths.mjs";
import { node } from "./bootstrap/pinned-node.mjs";
import { Problem, runMain } from "./bootstrap/problem.mjs";
import { underPinnedNode } from "./bootstrap/under-pinned-node.mjs";

await runMain(() => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined)
    throw new Problem("Say what to run: node scripts/with-node.mjs <program> [arguments]");
  const path = [dirname(node), join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter);
  const command = join(root, "node_modules", ".bin", name);
  return underPinnedNode(existsSync(command) ? command : name, args, { ...process.env, PATH: path });
});
