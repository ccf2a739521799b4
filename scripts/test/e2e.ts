import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { startGroup } from "../processes/group.ts";
import type { Context } from "./context.ts";
import { testFiles } from "./globs.ts";
import { mochaRing } from "./mocha-ring.ts";
import type { Tally } from "./tally.ts";

/** The packaged extension in a served VS Code, driven in a browser with mouse and keyboard. */
export function e2e({ env, only }: Context): Promise<Tally> {
  const hooks = join(root, "test", "e2e", "support", "failure-shots.ts");
  const main = join(import.meta.dirname, "mocha-main.ts");
  return mochaRing({
    start: (records) =>
      startGroup(node, [main, records, "120000", hooks, ...testFiles("e2e", only)], {
        env,
        output: "inherit",
      }),
    limitMs: 600_000,
    verbose: true,
  });
}
