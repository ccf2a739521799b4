import { basename } from "node:path";
import { HumanError } from "../app/errors.ts";
import { fileCache } from "../app/verify/cache.ts";
import type { Interpreter } from "../app/verify/python.ts";
import type { DrillReport } from "../app/verify/report.ts";
import type { SoakReport } from "../app/verify/soak-pack.ts";
import { verifyPack } from "../app/verify/verify-pack.ts";
import type { Command } from "./command.ts";
import { findPython } from "./find-python.ts";
import { cameThrough, soakProven } from "./verify-soak.ts";
import { targetsOf } from "./verify-targets.ts";
import { closingText, drillText } from "./verify-text.ts";

/** `verify`: the drill compiler. */
export const verify: Command = {
  name: "verify",
  usage: "[drill or folder ...]",
  words: [0, Number.POSITIVE_INFINITY],
  summary: "prove drills: starter, solutions, tests and planted bugs fit together",
  details: [
    "Runs the hidden tests on the starter, on every wheat (three times, in random order) and on every chaff, and",
    "the own tests of starter and par. What it finds is written to drill.lock; commit that file. Nothing is run",
    "again until the drill, the runner or the versions change. Without a word: the pack around this folder, else",
    "the built-in one.",
  ].join("\n"),
  options: {
    check: { type: "boolean", help: "write nothing: a lock that is out of date is a failure (for CI)" },
    fresh: { type: "boolean", help: "run everything, whatever the cache knows" },
    advice: { type: "boolean", help: "show what to consider for proven drills too" },
    all: { type: "boolean", help: "show every problem of a refused drill" },
    python: { type: "string", value: "path", help: "the interpreter that runs the drills" },
    seed: { type: "string", value: "number", help: "first seed of the random orders, to repeat a failure" },
    soak: {
      type: "boolean",
      help: "then run proven drills many times with the cores loaded, on every Python from 3.10 to 3.14 found",
    },
    rounds: { type: "string", value: "number", help: "how many times --soak runs a drill (default: 20)" },
    jobs: { type: "string", value: "number", help: "runs at once (default: one for each core)" },
  },
  run: async ({ words, flag, option }, world) => {
    const begin = performance.now();
    const cache = fileCache(world.install.cache);
    const reports: DrillReport[] = [];
    const soaked: SoakReport[] = [];
    const python = findPython(option("python"), world);
    for (const { pack, folders } of targetsOf(words, world.cwd, world.install.drills)) {
      const single = folders?.length === 1;
      const style = { ...world, advice: flag("advice") || single, all: flag("all") };
      let idWidth = 0;
      const found = await verifyPack({
        pack,
        ...(folders ? { folders } : {}),
        python,
        runner: world.install.runner,
        judge: world.install.judge(),
        cache: flag("fresh") ? { ...cache, read: () => undefined } : cache,
        check: flag("check"),
        seed: numberOf("seed", option("seed")) ?? null,
        ...(option("jobs") === undefined ? {} : { jobs: Math.max(1, numberOf("jobs", option("jobs")) ?? 1) }),
        fork: process.platform === "linux",
        begin: (interpreter, chosen) => {
          idWidth = Math.max(0, ...chosen.map((folder) => basename(folder).length));
          world.say(`${opening(interpreter, chosen.length)}\n`);
        },
        tell: (report) => world.say(drillText(report, idWidth, style)),
      });
      reports.push(...found);
      if (flag("soak")) {
        const rounds = Math.max(1, numberOf("rounds", option("rounds")) ?? 20);
        soaked.push(...(await soakProven(pack, found, python, rounds, world)));
      }
    }
    world.say(`\n${closingText(reports, performance.now() - begin)}`);
    const ok = reports.every((report) => report.ok) && soaked.every(cameThrough);
    return { code: ok ? 0 : 1, data: withSoak(reports, soaked) };
  },
};

function opening({ python, packages }: Interpreter, drills: number): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version ?? "missing"}`);
  return `Verifying ${drills} drill${drills === 1 ? "" : "s"} with Python ${[python, ...versions].join(", ")}.`;
}

function withSoak(reports: readonly DrillReport[], soaked: readonly SoakReport[]): readonly object[] {
  const by = new Map(soaked.map((one) => [one.folder, one]));
  return reports.map((report) => ({ ...report, ...by.get(report.folder) }));
}

function numberOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0)
    throw new HumanError(`--${name} needs a whole number, not "${text}".`);
  return value;
}
