import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../prepare/run.ts";
import type { Context } from "./context.ts";
import { testFiles } from "./globs.ts";
import { oneFailed, sum, type Tally } from "./tally.ts";

/** pytest over the runner. A run without a report or without a test has failed. */
export async function runner({ python, env, only }: Context): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "pd-"));
  try {
    const report = join(folder, "report.xml");
    const options = ["-q", "--strict-markers", "-p", "no:cacheprovider", `--junitxml=${report}`];
    const files = testFiles("runner", only);
    if (files.length === 0) return failedBecause("There is no test.");
    const { code } = await run(python, ["-m", "pytest", ...options, ...files], {
      env: withoutOurs(env),
      show: true,
    });
    if (!existsSync(report)) return failedBecause(`pytest ended with code ${code} and left no report.`);
    const tally = readReport(readFileSync(report, "utf8"));
    if (tally.passed + tally.failed === 0) return failedBecause("It ran no test.");
    return code === 0 || tally.failed > 0
      ? tally
      : sum([tally, failedBecause(`pytest ended with code ${code}.`)]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The runner is told everything by its caller: nothing of ours may reach it from the environment. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith("PAIR_DRILLS")));
}

function failedBecause(problem: string): Tally {
  console.log(`  ✗ ${problem}`);
  return oneFailed;
}

/** The counts of pytest's JUnit report. */
function readReport(xml: string): Tally {
  const suite = /<testsuite [^>]*>/.exec(xml)?.[0] ?? "";
  const count = (name: string) => Number(new RegExp(` ${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = count("failures") + count("errors");
  const skipped = count("skipped");
  return { passed: count("tests") - failed - skipped, failed, skipped };
}
