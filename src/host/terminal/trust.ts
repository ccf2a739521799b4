import * as vscode from "vscode";

/**
 * Runs something once the folder is trusted. VS Code itself asks when a terminal is created in an untrusted
 * folder, and tells nobody about a refusal: whoever wants to run again asks again, and only the latest wish counts.
 */
export class TrustQuestion implements vscode.Disposable {
  readonly #granted: vscode.Disposable;
  #terminal: vscode.Terminal | null = null;
  #then: (() => void) | null = null;

  constructor() {
    this.#granted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
      const then = this.#then;
      this.#forget();
      then?.();
    });
  }

  /** Lets VS Code ask, and calls back when the answer is yes. */
  ask(then: () => void): void {
    this.#forget();
    this.#then = then;
    this.#terminal = vscode.window.createTerminal({
      name: "Pair Drills (waiting for trust)",
      isTransient: true,
    });
  }

  #forget(): void {
    this.#then = null;
    this.#terminal?.dispose();
    this.#terminal = null;
  }

  dispose(): void {
    this.#granted.dispose();
    this.#forget();
  }
}
