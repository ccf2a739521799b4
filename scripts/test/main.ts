import { Problem, runMain } from "../bootstrap/problem.mjs";
import { seconds } from "../bootstrap/step.mjs";
import { checks } from "./checks.ts";
import type { Context } from "./context.ts";
import { e2e } from "./e2e.ts";
import { host } from "./host.ts";
import { plain } from "./plain.ts";
import { runner } from "./runner.ts";
import { line, oneFailed, sum, type Tally } from "./tally.ts";
import { inTestWorld } from "./test-world.ts";
import { verify } from "./verify.ts";

type Ring = (context: Context) => Promise<Tally>;

/** In the order in which `npm test` runs them: what fails quickest comes first. */
const RINGS: ReadonlyMap<string, Ring> = new Map(
  Object.entries({ checks, verify, plain, runner, host, e2e }),
);
/** The rings that need an editor. */
const WITH_EDITOR = ["host", "e2e"];

// main.ts [rings, with commas between them [files …]]
await runMain(async () => {
  const [chosen, ...only] = process.argv.slice(2);
  const names = chosen === undefined ? [...RINGS.keys()] : chosen.split(",");
  const rings = names.map((name) => ({ name, ring: RINGS.get(name) ?? unknown(name) }));
  const withEditor = names.some((name) => WITH_EDITOR.includes(name));
  return await inTestWorld(withEditor, async (world) => {
    const tallies: Tally[] = [];
    for (const { name, ring } of rings) tallies.push(await runRing(name, ring, { ...world, only }));
    const all = sum(tallies);
    console.log(`\n${line(all)}`);
    return all.failed > 0 ? 1 : 0;
  });
});

function unknown(name: string): never {
  throw new Problem(`There is no ring "${name}": say one of ${[...RINGS.keys()].join(", ")}.`);
}

async function runRing(name: string, ring: Ring, context: Context): Promise<Tally> {
  const start = performance.now();
  console.log(`\n${name}`);
  let tally: Tally;
  try {
    tally = await ring(context);
  } catch (error) {
    console.log(`  ✗ ${error instanceof Problem ? error.message : (error as Error).stack}`);
    tally = oneFailed;
  }
  console.log(`  ${line(tally)} · ${seconds(start)}`);
  return tally;
}
