import * as vscode from "vscode";
import type { AttemptStore } from "../../app/ports.ts";
import type { Drill } from "../../contract/drill.ts";
import { makeAttemptFolder, removeIfEmpty } from "../../store/attempt-folder.ts";
import { newAttempt } from "../../store/new-attempt.ts";
import type { Pack } from "../../store/pack.ts";
import type { PythonChoice } from "../python/python-choice.ts";
import { settings } from "../settings.ts";

/** Where the attempt's folder opens; undefined when the question was dismissed. */
async function askWhere(): Promise<{ forceNewWindow: boolean } | undefined> {
  if (!vscode.workspace.workspaceFolders?.length && !vscode.workspace.workspaceFile) {
    return { forceNewWindow: false };
  }
  const setting = settings.openIn();
  if (setting !== "ask") return { forceNewWindow: setting === "newWindow" };
  const choice = await vscode.window.showQuickPick(
    [
      { label: "Open in This Window", description: "your folder closes", forceNewWindow: false },
      { label: "Open in a New Window", description: "your folder stays as it is", forceNewWindow: true },
    ],
    {
      title: "Where should the drill open?",
      placeHolder: "The setting pairDrills.openIn answers this for good",
    },
  );
  return choice;
}

export interface StartDrillOptions {
  readonly store: AttemptStore;
  readonly pack: Pack;
  readonly python: PythonChoice;
  /** Version of the extension. */
  readonly version: string;
  /** Done when the new attempt is made, before its folder opens: a question that is dismissed changes nothing. */
  readonly before?: (() => Promise<void>) | undefined;
}

/** Makes a new attempt at a drill and opens its folder; the window that opens it starts the clock. */
export async function startDrill(drill: Drill, options: StartDrillOptions): Promise<void> {
  const { store, pack, python, version, before } = options;
  const where = await askWhere();
  if (!where) return;
  const found = await python.find();
  const folder = makeAttemptFolder(settings.attemptsFolder(), drill.id);
  try {
    newAttempt({ store, pack, drill, folder, python: found, version, clock: settings.clock() });
  } catch (error) {
    removeIfEmpty(folder);
    throw error;
  }
  await before?.();
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), {
    ...where,
    forceReuseWindow: !where.forceNewWindow,
    noRecentEntry: false,
  });
}
