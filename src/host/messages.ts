import * as vscode from "vscode";
import { HumanError, type Remedy, reason } from "../app/errors.ts";
import type { Intent, Message, MessageAction, View } from "../app/ports.ts";
import { IndexError } from "../core/catalogue/index-file.ts";
import { COMMANDS } from "./contributions.ts";

const REMEDIES: Readonly<Record<Remedy, { title: string; command: string }>> = {
  openPrompt: { title: "Open Prompt", command: COMMANDS.openPrompt },
  selectPython: { title: "Choose Python", command: COMMANDS.selectPython },
  showTerminal: { title: "Show Terminal", command: COMMANDS.showTerminal },
  takeOver: { title: "Take Over", command: COMMANDS.takeOver },
  startOver: { title: "Start a Drill", command: COMMANDS.startDrill },
  showLog: { title: "Show Log", command: COMMANDS.showLog },
};

function titleOf(action: MessageAction): string {
  return "intent" in action ? action.title : REMEDIES[action.remedy].title;
}

/** Tells the user things: one notification each, never a modal, with what helps as a button. */
export class Messages implements View {
  readonly #log: vscode.LogOutputChannel;
  /** Carries out what a message offered; set once the session can be reached. */
  onIntent: (intent: Intent) => void = () => undefined;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  tell({ kind, text, actions = [] }: Message): void {
    this.#log.info(`${kind}: ${text}`);
    void this.#show(kind, text, actions.map(titleOf)).then((chosen) => {
      const action = actions.find((one) => titleOf(one) === chosen);
      if (!action) return;
      if ("intent" in action) this.onIntent(action.intent);
      else void vscode.commands.executeCommand(REMEDIES[action.remedy].command);
    });
  }

  #show(kind: Message["kind"], text: string, titles: readonly string[]): Thenable<string | undefined> {
    if (kind === "error") return vscode.window.showErrorMessage(text, ...titles);
    if (kind === "warning") return vscode.window.showWarningMessage(text, ...titles);
    return vscode.window.showInformationMessage(text, ...titles);
  }

  /** Shows a failure: its own sentence when it has one, else that the fault is ours. Detail goes to the log. */
  fail(error: unknown): void {
    this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    const human = error instanceof HumanError ? error : null;
    const text =
      // A damaged entry of the catalogue shows when its drill is first used.
      (error instanceof IndexError ? error.message : human?.message) ??
      `Something went wrong inside Pair Drills: ${reason(error)}. Your files are untouched.`;
    const remedies = (human?.remedies ?? ["showLog"]).map((remedy) => REMEDIES[remedy]);
    void vscode.window.showErrorMessage(text, ...remedies.map(({ title }) => title)).then((chosen) => {
      const remedy = remedies.find(({ title }) => title === chosen);
      if (remedy) void vscode.commands.executeCommand(remedy.command);
    });
  }

  /** Runs a command's body so that whatever it throws is shown. */
  guard<A extends unknown[]>(body: (...args: A) => unknown): (...args: A) => Promise<void> {
    return async (...args) => {
      try {
        await body(...args);
      } catch (error) {
        this.fail(error);
      }
    };
  }
}
