import * as vscode from "vscode";
import type { Intent } from "../app/ports.ts";
import type { Drill } from "../contract/drill.ts";
import { dots } from "../core/catalogue/dots.ts";
import type { Pack } from "../store/pack.ts";
import { COMMANDS } from "./contributions.ts";
import type { CurrentAttempt } from "./current-attempt.ts";
import { arrange, openPrompt } from "./editor/layout.ts";
import type { Messages } from "./messages.ts";
import type { PythonChoice } from "./python/python-choice.ts";
import type { SummaryPanel } from "./summary/summary-panel.ts";

type StartDrill = (drill: Drill, before?: () => Promise<void>) => Promise<void>;

export interface CommandOptions {
  readonly attempt: CurrentAttempt;
  readonly pack: Pack;
  readonly python: PythonChoice;
  readonly messages: Messages;
  readonly summary: SummaryPanel;
  readonly log: vscode.LogOutputChannel;
  /** Starts a drill; `before` is done when nothing stands in the way any more. */
  readonly start: StartDrill;
}

/** Registers every command of the manifest; each of them is one intent or one call. */
export function registerCommands(options: CommandOptions): vscode.Disposable[] {
  const { attempt, pack, python, messages, summary, log, start } = options;
  const intent = (value: Intent) => () => attempt.dispatch(value);
  const bodies: Record<keyof typeof COMMANDS, (...args: never[]) => unknown> = {
    startDrill: async (given?: unknown) => {
      const drill = drillOf(pack, given) ?? (await pickDrill(pack));
      if (drill) await start(drill);
    },
    runOwnTests: intent({ type: "run", suite: "own" }),
    runHiddenTests: intent({ type: "run", suite: "hidden" }),
    stopRun: intent({ type: "stop" }),
    pause: intent({ type: "pause" }),
    resume: intent({ type: "resume" }),
    hint: intent({ type: "hint" }),
    resetFile: () => resetFile(attempt),
    startOver: () => startOver(attempt, start),
    finish: intent({ type: "finish" }),
    giveUp: async () => {
      const yes = "Give Up";
      const detail = "The attempt ends as given up. Your files and its history stay.";
      const answer = await vscode.window.showWarningMessage(
        "Give up this attempt?",
        { modal: true, detail },
        yes,
      );
      if (answer === yes) await attempt.dispatch({ type: "giveUp" });
    },
    takeOver: () => attempt.takeOver(),
    openPrompt: () => attempt.workbench && openPrompt(attempt.workbench),
    arrange: () => attempt.workbench && attempt.content && arrange(attempt.workbench, attempt.content.drill),
    showSummary: () => summary.show(),
    showTerminal: () => attempt.runner?.show(),
    selectPython: () => python.choose(),
    showLog: () => log.show(true),
  };
  return (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((key) =>
    vscode.commands.registerCommand(
      COMMANDS[key],
      messages.guard(bodies[key] as (...args: unknown[]) => unknown),
    ),
  );
}

/** The drill that a tree row or a caller names. */
function drillOf(pack: Pack, given: unknown): Drill | undefined {
  const id =
    typeof given === "string" ? given : (given as { drill?: { id?: unknown } } | undefined)?.drill?.id;
  return pack.index.drills.find((drill) => drill.id === id);
}

async function pickDrill(pack: Pack): Promise<Drill | undefined> {
  const items = pack.index.drills.map((drill) => ({
    label: drill.title,
    description: `${dots(drill.difficulty)} · ${drill.minutes} min`,
    detail: drill.summary,
    drill,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: "Start a drill",
    placeHolder: "Type to search by title, summary or difficulty",
    matchOnDetail: true,
    matchOnDescription: true,
  });
  return picked?.drill;
}

async function resetFile({ session, workbench }: CurrentAttempt): Promise<void> {
  if (!session || !workbench) return;
  const active = vscode.window.activeTextEditor;
  const current = active ? workbench.pathOf(active.document.uri) : null;
  const paths = Object.keys(session.content.starter).filter(
    (path) => session.content.drill.files.find((file) => file.path === path)?.role !== "read-only",
  );
  const path = await vscode.window.showQuickPick(
    paths.sort((a, b) => Number(b === current) - Number(a === current)),
    { title: "Reset a file to its start", placeHolder: "Undo takes it back" },
  );
  if (path) await session.dispatch({ type: "resetFile", path });
}

async function startOver(attempt: CurrentAttempt, start: StartDrill): Promise<void> {
  const { session } = attempt;
  if (!session) return;
  const { drill } = session.content;
  if (session.state.ended) {
    await start(drill);
  } else {
    const yes = "Start Over";
    const detail = "This attempt ends as given up; its files and history stay. A new folder is made.";
    const answer = await vscode.window.showWarningMessage(
      "Start this drill over?",
      { modal: true, detail },
      yes,
    );
    if (answer === yes) await start(drill, () => attempt.dispatch({ type: "giveUp" }));
  }
}
