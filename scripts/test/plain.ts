import { join } from "node:path";
import { node } from "../bootstrap/pinned-node.mjs";
import { startGroup } from "../processes/group.ts";
import type { Context } from "./context.ts";
import { testFiles } from "./globs.ts";
import { mochaRing } from "./mocha-ring.ts";
import type { Tally } from "./tally.ts";

/** Mocha straight from the sources, without an editor. */
export function plain({ env, only }: Context): Promise<Tally> {
  const main = join(import.meta.dirname, "mocha-main.ts");
  return mochaRing({
    start: (records) =>
      startGroup(node, [main, records, "10000", ...testFiles("plain", only)], { env, output: "inherit" }),
    limitMs: 600_000,
    verbose: only.length > 0,
  });
}
