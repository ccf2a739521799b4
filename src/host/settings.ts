import { homedir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { SETTINGS } from "./contributions.ts";

function read<T>(id: string, fallback: T): T {
  return vscode.workspace.getConfiguration().get<T>(id) ?? fallback;
}

/** A leading `~` stands for the home folder. */
function expand(path: string): string {
  return path.replace(/^~(?=[/\\]|$)/, homedir());
}

/** The user's settings, read when they are needed. */
export const settings = {
  /** Absolute path of the chosen interpreter; "" when none is chosen. */
  python: () => expand(read(SETTINGS.python, "").trim()),
  dataFolder: () => read(SETTINGS.dataFolder, "").trim(),
  attemptsFolder: () => expand(read(SETTINGS.attemptsFolder, "").trim()) || join(homedir(), "pair-drills"),
  openIn: () => read<"ask" | "thisWindow" | "newWindow">(SETTINGS.openIn, "ask"),
  /** Seconds. */
  ownTestsLimit: () => read(SETTINGS.ownTestsLimit, 60),
  clock: () => read(SETTINGS.clock, true),
  async setPython(path: string): Promise<void> {
    await vscode.workspace
      .getConfiguration()
      .update(SETTINGS.python, path, vscode.ConfigurationTarget.Global);
  },
};
