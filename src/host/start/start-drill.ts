import { randomBytes } from "node:crypto";
import { platform, release } from "node:os";
import * as vscode from "vscode";
import type { AttemptStore } from "../../app/ports.ts";
import { beginAttempt, type StarterFile } from "../../app/start.ts";
import type { Drill } from "../../contract/drill.ts";
import { composePrompt } from "../../core/attempt/prompt.ts";
import { fillAttemptFolder, makeAttemptFolder } from "../../store/attempt-folder.ts";
import { type Pack, readContent } from "../../store/pack.ts";
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
}

/** Makes a new attempt at a drill and opens its folder; the window that opens it starts the clock. */
export async function startDrill(drill: Drill, options: StartDrillOptions): Promise<void> {
  const { store, pack, python, version } = options;
  const where = await askWhere();
  if (!where) return;
  const content = readContent(pack, drill);
  const files = drill.files.map(
    ({ path, role }): StarterFile => ({ path, role, content: content.starter[path] ?? "" }),
  );
  const found = await python.find();
  const folder = makeAttemptFolder(settings.attemptsFolder(), drill.id);
  const marker = beginAttempt(store, {
    drill,
    pack: pack.index.pack.id,
    files,
    env: {
      python: found?.version ?? null,
      pytest: found?.pytest ?? null,
      numpy: found?.numpy ?? null,
      torch: found?.torch ?? null,
      os: `${platform()} ${release()}`,
      ext: version,
    },
    now: Date.now(),
    salt: randomBytes(3).toString("hex"),
    earlier: store.summaries(),
    clock: settings.clock(),
  });
  const first = drill.stages.slice(0, 1).map((stage) => stage.id);
  const prompt = composePrompt(drill, content.texts, first, []);
  fillAttemptFolder(folder, files, prompt, found?.executable ?? null, marker);
  await vscode.commands.executeCommand("vscode.openFolder", vscode.Uri.file(folder), {
    ...where,
    forceReuseWindow: !where.forceNewWindow,
    noRecentEntry: false,
  });
}
