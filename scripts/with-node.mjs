// node scripts/with-node.mjs <program or package command> [arguments]: runs it under the pinned Node.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./bootstrap/paths.mjs";
import { Problem, runMain } from "./bootstrap/problem.mjs";
import { underPinnedNode } from "./bootstrap/under-pinned-node.mjs";

await runMain(() => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined)
    throw new Problem("Say what to run: node scripts/with-node.mjs <program> [arguments]");
  const command = join(root, "node_modules", ".bin", name);
  return underPinnedNode(existsSync(command) ? command : name, args);
});
