import { join } from "node:path";
import { HumanError } from "../app/errors.ts";
import { probe } from "../app/verify/python.ts";
import { findPythons } from "../app/verify/pythons.ts";
import type { DrillReport } from "../app/verify/report.ts";
import { type SoakReport, soakPack } from "../app/verify/soak-pack.ts";
import type { World } from "./command.ts";

/** Soaks the drills that verify has just proven, and says how they came through. */
export async function soakProven(
  pack: string,
  reports: readonly DrillReport[],
  python: string,
  rounds: number,
  world: World,
): Promise<SoakReport[]> {
  const pythons = await findPythons(world.env);
  if (pythons.length === 0)
    throw new HumanError("No Python from 3.10 to 3.14 was found on the PATH or in pyenv.");
  const { packages } = await probe(python, ["pytest"]);
  const folders = reports.filter(({ ok }) => ok).map(({ folder }) => folder);
  const drills = `${folders.length} drill${folders.length === 1 ? "" : "s"}`;
  world.say(`\nSoaking ${drills}: ${rounds} runs on each Python, with every core busy.\n`);
  const soaked = await soakPack({
    pack,
    folders,
    runner: world.install.runner,
    pythons,
    pytest: packages.pytest ?? "",
    envs: join(world.install.cache, "..", "soak"),
    rounds,
    fork: process.platform === "linux",
    say: world.say,
  });
  for (const { folder, notes, not_proved } of soaked) {
    world.say(`\n${folder}: ${notes.length === 0 ? "no run failed" : "failures"}`);
    for (const note of notes) world.say(`  ✗ ${note}`);
    for (const what of not_proved) world.say(`  not proved: ${what}`);
  }
  return soaked;
}

/** Whether no run failed. */
export function cameThrough({ soak }: SoakReport): boolean {
  return soak.every(({ failures }) => failures === 0);
}
