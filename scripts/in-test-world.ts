// node in-test-world.ts <program> [arguments]: runs a program that drives the packaged extension in a browser.
import { node } from "./bootstrap/pinned-node.mjs";
import { Problem, runMain } from "./bootstrap/problem.mjs";
import { startGroup } from "./processes/group.ts";
import { inTestWorld } from "./test/test-world.ts";

await runMain(async () => {
  const [program, ...rest] = process.argv.slice(2);
  if (program === undefined) throw new Problem("Name the program to run.");
  return await inTestWorld(true, async ({ env }) => {
    const group = startGroup(node, [program, ...rest], { env, output: "inherit" });
    try {
      return (await group.exit) ?? 1;
    } finally {
      await group.stop();
    }
  });
});
