import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { buildSync } from "esbuild";
import { Temporary } from "../support/temporary.ts";

const RACERS = 8;
const ROUNDS = 20;

interface Racer {
  readonly process: ChildProcess;
  readonly lines: Interface;
}

/** Tells every racer its command before any answer is read. */
async function ask<T>(racers: readonly Racer[], command: (index: number) => object): Promise<T[]> {
  const answers = racers.map(({ lines }) => once(lines, "line") as Promise<[string]>);
  for (const [index, { process }] of racers.entries())
    process.stdin?.write(`${JSON.stringify(command(index))}\n`);
  return (await Promise.all(answers)).map(([text]) => JSON.parse(text) as T);
}

describe("eight processes that want the same lock at the same moment", function () {
  this.timeout(20_000);
  const temporary = new Temporary();
  const racers: Racer[] = [];

  before(async () => {
    // As one file a process starts several times faster than from its sources.
    const script = join(temporary.folder(), "race.mjs");
    const source = join(import.meta.dirname, "..", "support", "race-for-lock.ts");
    buildSync({ entryPoints: [source], outfile: script, bundle: true, platform: "node", format: "esm" });
    for (let i = 0; i < RACERS; i++) {
      const child = spawn(process.execPath, [script], { stdio: ["pipe", "pipe", "inherit"] });
      racers.push({ process: child, lines: createInterface({ input: child.stdout }) });
    }
    await Promise.all(racers.map(({ lines }) => once(lines, "line")));
  });
  after(() => {
    for (const { process } of racers) process.kill("SIGKILL");
    temporary.dispose();
  });

  async function race(folder: string): Promise<void> {
    const at = Date.now() + 40;
    const results = await ask<{ held: boolean; owner?: string }>(racers, (i) => ({
      folder,
      window: `w${i}`,
      at,
    }));
    const winners = results.flatMap(({ held }, i) => (held ? [`w${i}`] : []));
    assert.equal(winners.length, 1, JSON.stringify(results));
    // An owner that is about to write its name has none yet.
    for (const { held, owner } of results)
      assert.ok(held || owner === winners[0] || owner === "", `${owner} won?`);
    const still = await ask<{ still: boolean }>(racers, () => ({}));
    assert.deepEqual(
      still.map(({ still: holds }) => holds),
      results.map(({ held }) => held),
    );
    assert.equal(readdirSync(folder).filter((name) => name.startsWith("lock.")).length, 1);
  }

  it("exactly one gets it when it is free", async () => {
    for (let round = 0; round < ROUNDS; round++) await race(temporary.folder());
  });

  it("exactly one gets it when its owner is dead", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    for (let round = 0; round < ROUNDS; round++) {
      const folder = temporary.folder();
      const owner = { window: "gone", host: hostname(), pid, heartbeat: Date.now() };
      writeFileSync(join(folder, "lock.41"), JSON.stringify(owner));
      await race(folder);
    }
  });
});
