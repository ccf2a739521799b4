import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { summaryPage } from "../../core/attempt/summary-page.ts";
import { COMMANDS, VIEWS } from "../contributions.ts";
import type { CurrentAttempt } from "../current-attempt.ts";

const ACTIONS = [
  { command: COMMANDS.startOver, title: "Start over" },
  { command: COMMANDS.openPrompt, title: "Read the prompt and its answers" },
];

/** The page at the end of an attempt, in the editor. One panel; restored after a reload. */
export class SummaryPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #attempt: CurrentAttempt;
  readonly #subscriptions: vscode.Disposable[];
  readonly #nonce = randomBytes(16).toString("hex");
  #panel: vscode.WebviewPanel | null = null;
  #html = "";

  constructor(attempt: CurrentAttempt) {
    this.#attempt = attempt;
    this.#subscriptions = [
      vscode.window.registerWebviewPanelSerializer(VIEWS.summary, this),
      attempt.onDidChange(() => {
        if (this.#panel) this.#render(this.#panel);
      }),
    ];
  }

  /** Opens the page, or brings it to the front. */
  show(): void {
    if (!this.#panel) {
      this.#adopt(
        vscode.window.createWebviewPanel(VIEWS.summary, "Summary", vscode.ViewColumn.Active, {
          enableCommandUris: ACTIONS.map(({ command }) => command),
          enableScripts: true,
          localResourceRoots: [],
        }),
      );
    }
    this.#panel?.reveal();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#html = "";
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = null;
    });
    this.#render(panel);
  }

  #render(panel: vscode.WebviewPanel): void {
    const { session } = this.#attempt;
    const model = this.#attempt.model();
    if (!session || !model) return;
    panel.title = `Summary: ${model.title}`;
    const html = summaryPage(session.content.drill, session.state, model, {
      nonce: this.#nonce,
      actions: ACTIONS,
    });
    // Setting it loads the whole page anew.
    if (html === this.#html) return;
    this.#html = html;
    panel.webview.html = html;
  }

  /** A reload: the page comes back when its attempt is still the one of this window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.#attempt.status !== "ended") {
      panel.dispose();
      return;
    }
    this.#adopt(panel);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#panel?.dispose();
  }
}
