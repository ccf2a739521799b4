import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { HumanError } from "../app/errors.ts";
import { readPack } from "../store/pack.ts";
import { type AttemptCommandContext, finishAttempt, openDrill, runSuite } from "./attempt-commands.ts";
import type { Command, CommandInput, World } from "./command.ts";
import { findPython } from "./find-python.ts";
import { OnceRunner } from "./once-runner.ts";
import { openStore } from "./open-store.ts";

const PYTHON = { type: "string", value: "path", help: "the interpreter that runs the tests" } as const;

function contextOf({ option }: CommandInput, world: World): AttemptCommandContext {
  const { install, env, json, say } = world;
  const python = findPython(option("python"), world);
  return {
    pack: readPack(install.index, install.drills),
    store: openStore(env),
    python,
    runner: new OnceRunner(python, install.runner, json ? "stderr" : "inherit"),
    attemptsFolder: join(homedir(), "pair-drills"),
    version: install.version,
    say,
  };
}

/** `open`: starts a drill; its clock runs until `finish`. */
export const open: Command = {
  name: "open",
  usage: "<id> [folder]",
  words: [1, 2],
  summary: "start a drill: a new folder with its files, and a running clock",
  details: "Without a folder, one is made in ~/pair-drills. The editor can open it too, and goes on there.",
  options: { python: PYTHON },
  run: async (input, world) => {
    const [id = "", folder] = input.words;
    const data = openDrill(contextOf(input, world), id, folder && resolve(world.cwd, folder));
    return { code: 0, data };
  },
};

/** `run own|hidden`: one run of the attempt in a folder. */
export const run: Command = {
  name: "run",
  usage: "own|hidden [folder]",
  words: [1, 2],
  summary: "run your own tests, or the hidden ones, of the attempt in this folder",
  options: { python: PYTHON },
  run: async (input, world) => {
    const [suite, folder = "."] = input.words;
    if (suite !== "own" && suite !== "hidden") {
      throw new HumanError(`There are no tests named ${suite}. Say own or hidden.`);
    }
    const data = await runSuite(contextOf(input, world), suite, resolve(world.cwd, folder));
    return { code: data.run?.light === "green" ? 0 : 1, data };
  },
};

/** `finish`: ends the attempt in a folder. */
export const finish: Command = {
  name: "finish",
  usage: "[folder]",
  words: [0, 1],
  summary: "end the attempt in this folder: the hidden tests run once more, and its clock stops",
  options: { python: PYTHON },
  run: async (input, world) => {
    const [folder = "."] = input.words;
    const data = await finishAttempt(contextOf(input, world), resolve(world.cwd, folder));
    return { code: data.stages.every((stage) => stage.green) ? 0 : 1, data };
  },
};
