import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { seconds } from "../bootstrap/step.mjs";
import { run } from "../prepare/run.ts";
import type { Context } from "./context.ts";
import { oneFailed, onePassed, sum, type Tally } from "./tally.ts";

/** What the tools find without running anything of ours; each tool counts as one. */
export async function checks({ python, env }: Context): Promise<Tally> {
  const npmProgram = (name: string) => join(root, "node_modules", name);
  const pythonSources = ["src/runner", "test/runner"];
  const tools: [title: string, command: string, ...args: string[]][] = [
    ["biome", node, npmProgram("@biomejs/biome/bin/biome"), "ci", "--colors=off", "--log-level=warn"],
    ["tsc", node, npmProgram("typescript/bin/tsc"), "-b"],
    ["ruff check", python, "-m", "ruff", "check", "--quiet", ...pythonSources],
    ["ruff format", python, "-m", "ruff", "format", "--check", "--quiet", ...pythonSources],
    ["mypy", python, "-m", "mypy", "--strict", "--no-error-summary", "src/runner/pair_drills_runner"],
  ];
  const tallies: Tally[] = [];
  for (const [title, command, ...args] of tools) {
    const start = performance.now();
    const { code, output } = await run(command, args, { env });
    console.log(`  ${code === 0 ? "✓" : "✗"} ${title} (${seconds(start)})`);
    if (code !== 0) console.log(beginning(output).replace(/^/gm, "      "));
    tallies.push(code === 0 ? onePassed : oneFailed);
  }
  return sum(tallies);
}

/** A long report does not bury the other rings' findings. */
function beginning(output: string, most = 100): string {
  const lines = output.trimEnd().split("\n");
  return lines.length <= most
    ? lines.join("\n")
    : [...lines.slice(0, most), `… ${lines.length - most} more lines`].join("\n");
}
