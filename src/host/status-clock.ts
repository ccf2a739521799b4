import * as vscode from "vscode";
import { COMMANDS } from "./contributions.ts";
import type { CurrentAttempt } from "./current-attempt.ts";

/** The attempt's clock in the status bar; a click pauses or goes on. */
export class StatusClock implements vscode.Disposable {
  readonly #attempt: CurrentAttempt;
  readonly #item: vscode.StatusBarItem;

  constructor(attempt: CurrentAttempt) {
    this.#attempt = attempt;
    this.#item = vscode.window.createStatusBarItem("pairDrills.clock", vscode.StatusBarAlignment.Left, 100);
    this.#item.name = "Pair Drills: Clock";
  }

  /** Shows the time now; call once a second and after every change. */
  tick(): void {
    const model = this.#attempt.model();
    if (!model || this.#attempt.status === "elsewhere" || model.status === "ended") {
      this.#item.hide();
      return;
    }
    const paused = model.status === "paused";
    const time = model.limit ? `${model.elapsed} / ${model.limit}` : model.elapsed;
    this.#item.text = `${paused ? "$(debug-pause)" : "$(watch)"} ${time}`;
    this.#item.tooltip = `${model.title}, stage ${model.stage.number} of ${model.stage.of}: ${model.stage.title}. Click to ${paused ? "resume" : "pause"} the clock.`;
    this.#item.command = paused ? COMMANDS.resume : COMMANDS.pause;
    this.#item.backgroundColor = model.late
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    this.#item.accessibilityInformation = {
      label: `Pair Drills clock ${time}${paused ? ", paused" : ""}${model.late ? ", over time" : ""}`,
      role: "button",
    };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
