import * as vscode from "vscode";
import { Cancelled } from "../../app/errors.ts";

/** Waits for the answer to VS Code's own question, which it asks when a terminal is created without trust. */
export class TrustQuestion {
  #giveUp: (() => void) | null = null;

  /**
   * Waits until the terminal may start: VS Code starts that very terminal once the folder is trusted.
   * @throws Cancelled when the question was put aside
   */
  async answered(terminal: vscode.Terminal): Promise<void> {
    if (vscode.workspace.isTrusted) return;
    const trusted = await new Promise<boolean>((resolve) => {
      const granted = vscode.workspace.onDidGrantWorkspaceTrust(() => done(true));
      const closed = vscode.window.onDidCloseTerminal((one) => {
        if (one === terminal) done(false);
      });
      const done = (value: boolean) => {
        granted.dispose();
        closed.dispose();
        this.#giveUp = null;
        resolve(value);
      };
      this.#giveUp = () => done(false);
    });
    if (trusted) return;
    terminal.dispose();
    throw new Cancelled();
  }

  /**
   * Ends a wait that nobody will answer any more. A refusal is told to nobody, so whoever asks again puts the
   * first question aside.
   */
  putAside(): void {
    this.#giveUp?.();
  }
}
