import { join } from "node:path";
import { runMain } from "./bootstrap/problem.mjs";
import { underPinnedNode } from "./bootstrap/under-pinned-node.mjs";

await runMain(() => underPinnedNode(join(import.meta.dirname, "test/main.ts"), process.argv.slice(2)));
