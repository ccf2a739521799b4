import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { alone } from "../bootstrap/alone.mjs";
import { outerEnvironment } from "../bootstrap/npm.mjs";
import { tools } from "../bootstrap/paths.mjs";
import { Problem, runMain } from "../bootstrap/problem.mjs";
import { seconds } from "../bootstrap/step.mjs";
import { build } from "../prepare/build.ts";
import { findChromium } from "../prepare/chromium.ts";
import { bringDependencies } from "../prepare/dependencies.ts";
import { bringPython, REQUIREMENTS, TEST_REQUIREMENTS } from "../prepare/python.ts";
import { bringVSCode } from "../prepare/vscode.ts";
import { packageExtension } from "../prepare/vsix.ts";
import { checks } from "./checks.ts";
import type { Context } from "./context.ts";
import { e2e } from "./e2e.ts";
import { host } from "./host.ts";
import { plain } from "./plain.ts";
import { runner } from "./runner.ts";
import { line, oneFailed, sum, type Tally } from "./tally.ts";
import { verify } from "./verify.ts";

/** In the order in which `npm test` runs them: what fails quickest comes first. */
const RINGS: Record<string, (context: Context) => Promise<Tally>> = {
  checks,
  verify,
  plain,
  runner,
  host,
  e2e,
};
/** The rings that need an editor. */
const EDITOR_RINGS = ["host", "e2e"];

await runMain(async () => {
  const [name, ...only] = process.argv.slice(2);
  const names = name === undefined ? Object.keys(RINGS) : name.split(",");
  const unknown = names.find((one) => !(one in RINGS));
  if (unknown !== undefined) {
    throw new Problem(`There is no ring "${unknown}": say one of ${Object.keys(RINGS).join(", ")}.`);
  }
  const { python, vsix } = await alone(async () => {
    await bringDependencies();
    const python = await bringPython(join(tools, "python"), [REQUIREMENTS, TEST_REQUIREMENTS]);
    if (names.some((name) => EDITOR_RINGS.includes(name))) {
      findChromium();
      await bringVSCode();
    }
    await build();
    return { python, vsix: await packageExtension() };
  });
  const dataHome = mkdtempSync(join(tmpdir(), "pd-"));
  try {
    const env = {
      ...outerEnvironment(),
      PATH: `${dirname(python)}${delimiter}${process.env.PATH}`,
      PAIR_DRILLS_HOME: dataHome,
      PAIR_DRILLS_TEST_PYTHON: python,
      PD_VSIX: vsix,
    };
    const tallies: Tally[] = [];
    for (const one of names) tallies.push(await runRing(one, { python, env, only }));
    const all = sum(tallies);
    console.log(`\n${line(all)}`);
    return all.failed > 0 ? 1 : 0;
  } finally {
    rmSync(dataHome, { recursive: true, force: true });
  }
});

async function runRing(name: string, context: Context): Promise<Tally> {
  const start = performance.now();
  console.log(`\n${name}`);
  let tally: Tally;
  try {
    tally = await (RINGS[name] as (context: Context) => Promise<Tally>)(context);
  } catch (error) {
    console.log(`  ✗ ${error instanceof Problem ? error.message : (error as Error).stack}`);
    tally = oneFailed;
  }
  console.log(`  ${line(tally)} · ${seconds(start)}`);
  return tally;
}
