import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { drillUnknown, HumanError } from "../app/errors.ts";
import { openAttempt } from "../app/open-attempt.ts";
import type { AttemptStore, Clock, Runner } from "../app/ports.ts";
import { limitsOf } from "../app/run-limits.ts";
import type { Session } from "../app/session.ts";
import { type AttemptModel, attemptModel } from "../core/attempt/model.ts";
import { summarise } from "../core/attempt/summary.ts";
import { makeAttemptFolder, readMarker } from "../store/attempt-folder.ts";
import { FileWorkbench } from "../store/file-workbench.ts";
import { newAttempt } from "../store/new-attempt.ts";
import { type Pack, readContent } from "../store/pack.ts";

/** What the commands about attempts need. */
export interface AttemptCommandContext {
  readonly pack: Pack;
  readonly store: AttemptStore;
  readonly runner: Runner;
  /** Interpreter that runs the tests. */
  readonly python: string;
  /** Where folders are made when none is named. */
  readonly attemptsFolder: string;
  readonly version: string;
  /** A line for the person. */
  readonly say: (text: string) => void;
}

const clock: Clock = {
  now: () => Date.now(),
  // A command is over before a heartbeat would be due.
  every: () => ({ dispose: () => undefined }),
};

/** Wall time of a run of own tests, as in the editor's default settings. */
const OWN_TESTS_S = 60;

/** A named folder must be new or empty: nothing that a person made is written over. */
function emptyFolder(dir: string): string {
  const folder = resolve(dir);
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    throw new HumanError(`${folder} is not empty. Name a new folder for the attempt.`);
  }
  return folder;
}

/**
 * `open <id> [dir]`: begins an attempt; its clock runs from now on.
 * @returns what `--json` prints
 */
export function openDrill(context: AttemptCommandContext, id: string, dir?: string) {
  const { pack, store, say } = context;
  const drill = pack.index.drills.find((one) => one.id === id);
  if (!drill) throw new HumanError(`There is no drill named ${id}. \`pair-drills list\` shows them all.`);
  const folder = dir ? emptyFolder(dir) : makeAttemptFolder(context.attemptsFolder, drill.id);
  const { version } = context;
  const python = { executable: context.python, version: null, pytest: null, numpy: null, torch: null };
  const marker = newAttempt({ store, pack, drill, folder, python, version, clock: true });
  say(`${drill.title}: ${drill.minutes} minutes, the clock is running.`);
  say(`Read ${join(folder, "prompt.md")}, then edit the files beside it.`);
  return { attempt: marker.attempt, folder };
}

/** Opens the attempt of a folder for one command. The clock runs on between commands. */
async function withSession<T>(
  context: AttemptCommandContext,
  dir: string,
  body: (session: Session) => Promise<T>,
): Promise<T> {
  const folder = resolve(dir);
  const marker = readMarker(folder);
  if (!marker) {
    throw new HumanError(`${folder} is no attempt's folder. Name one, or go into it first.`);
  }
  const drill = context.pack.index.drills.find((one) => one.id === marker.drill);
  if (!drill || context.pack.index.pack.id !== marker.pack) throw drillUnknown(marker.drill);
  const opened = openAttempt(context.store, marker, {
    content: readContent(context.pack, drill),
    clock,
    workbench: new FileWorkbench(folder),
    runner: context.runner,
    view: { tell: ({ text }) => context.say(text) },
    limits: (suite) => limitsOf(suite, OWN_TESTS_S),
    clockRunsOn: true,
  });
  if ("owner" in opened) {
    throw new HumanError(
      "This attempt is open in an editor window, which writes its log. Run the tests there, or close it first.",
    );
  }
  const { session } = opened;
  // Ctrl-C ends the run, not us: what it had reported is recorded first.
  const stop = () => void session.dispatch({ type: "stop" });
  process.on("SIGINT", stop);
  try {
    await session.ready();
    return await body(session);
  } finally {
    process.off("SIGINT", stop);
    session.dispose();
  }
}

function modelOf(session: Session): AttemptModel {
  return attemptModel(session.content.drill, session.state, session.runs.facts, session.now);
}

function sayWhere(context: AttemptCommandContext, model: AttemptModel): void {
  const stages = model.stages.map(({ number, status, passed, total }) =>
    status === "closed" ? `stage ${number} closed` : `stage ${number} ${passed}/${total}`,
  );
  const own = model.own.light === null ? "my tests not run" : `my tests ${model.own.light}`;
  const limit = model.limit ? ` of ${model.limit}` : "";
  context.say(`${model.elapsed}${limit} · ${stages.join(" · ")} · ${own}`);
}

/** `run own|hidden`: one run, recorded as in the editor. */
export function runSuite(context: AttemptCommandContext, suite: "own" | "hidden", dir: string) {
  return withSession(context, dir, async (session) => {
    await session.dispatch({ type: "run", suite });
    sayWhere(context, modelOf(session));
    const { lastOwn, lastHidden, stage } = session.state;
    const run = suite === "own" ? lastOwn : lastHidden;
    return { stage, run };
  });
}

/** `finish`: ends the attempt, runs the hidden tests once more, and says how it went. */
export function finishAttempt(context: AttemptCommandContext, dir: string) {
  return withSession(context, dir, async (session) => {
    await session.dispatch({ type: "finish", anyway: true });
    sayWhere(context, modelOf(session));
    return summarise(session.state, { size: 0, mtime: 0 }, false);
  });
}
