// node cli.ts <command> [arguments]: the command line of the product, from the sources as they are.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { alone } from "./bootstrap/alone.mjs";
import { root } from "./bootstrap/paths.mjs";
import { node } from "./bootstrap/pinned-node.mjs";
import { runMain } from "./bootstrap/problem.mjs";
import { build } from "./prepare/build.ts";

await runMain(async () => {
  await alone(() => build((_, work) => work())); // silent: with --json the output is read by programs
  // In our own terminal and process group: a run may be debugged, and Ctrl-C is the command's to answer.
  process.on("SIGINT", () => {});
  const child = spawn(node, [join(root, "dist", "cli.js"), ...process.argv.slice(2)], { stdio: "inherit" });
  const [code] = (await once(child, "close")) as [number | null];
  return code ?? 1;
});
