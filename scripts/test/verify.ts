import { join } from "node:path";
import { root } from "../bootstrap/paths.mjs";
import { node } from "../bootstrap/pinned-node.mjs";
import { run } from "../prepare/run.ts";
import type { Context } from "./context.ts";
import { nothing, oneFailed, onePassed, sum, type Tally } from "./tally.ts";

/** The part of what `verify --json` prints that is counted. */
interface Report {
  id: string;
  ok: boolean;
  cached: boolean;
  ms: number;
  lock: string;
  problems: { severity: string; file: string; line?: number; message: string; remedy: string }[];
}

/** Proves every drill of the built-in pack; each drill counts as one. What was proved before is not run again. */
export async function verify({ python, env, only }: Context): Promise<Tally> {
  const { PAIR_DRILLS_HOME: _, ...withOurCache } = env;
  const cli = join(root, "dist", "cli.js");
  const { code, output } = await run(
    node,
    [cli, "verify", "--check", "--json", "--python", python, ...only],
    {
      env: withOurCache,
    },
  );
  const reports = parse(output);
  if (reports === undefined || reports.length === 0) {
    console.log(`  ✗ verify ended with code ${code} and proved no drill.\n${output}`);
    return oneFailed;
  }
  for (const report of reports) print(report);
  const tally = sum(reports.map(({ ok }) => (ok ? onePassed : oneFailed)));
  return code === 0 || tally.failed > 0 ? tally : sum([tally, failedWith(code)]);
}

function failedWith(code: number | null): Tally {
  console.log(`  ✗ verify ended with code ${code}.`);
  return { ...nothing, failed: 1 };
}

function parse(output: string): Report[] | undefined {
  try {
    return JSON.parse(output) as Report[];
  } catch {
    return undefined;
  }
}

function print({ id, ok, cached, ms, lock, problems }: Report): void {
  console.log(`  ${ok ? "✓" : "✗"} ${id} (${cached ? "proved before" : `${(ms / 1000).toFixed(1)} s`})`);
  if (ok) return;
  if (lock === "out-of-date") {
    console.log(`      drill.lock is out of date: run \`npm run verify -- ${id}\` and commit it.`);
  }
  for (const { severity, file, line, message, remedy } of problems) {
    if (severity !== "error") continue;
    console.log(`      ${file}${line === undefined ? "" : `:${line}`} ${message}. ${remedy}`);
  }
}
