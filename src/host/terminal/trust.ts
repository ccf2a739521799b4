import * as vscode from "vscode";
import { HumanError } from "../../app/errors.ts";

/**
 * Waits until the first terminal of an untrusted folder may start: VS Code shows its own question when a terminal
 * is created, and starts that very terminal once the folder is trusted.
 * @throws HumanError when the question was answered with no
 */
export async function waitForTrust(terminal: vscode.Terminal): Promise<void> {
  if (vscode.workspace.isTrusted) return;
  const trusted = await new Promise<boolean>((resolve) => {
    const done = (value: boolean) => {
      granted.dispose();
      closed.dispose();
      resolve(value);
    };
    const granted = vscode.workspace.onDidGrantWorkspaceTrust(() => done(true));
    const closed = vscode.window.onDidCloseTerminal((one) => {
      if (one === terminal) done(false);
    });
    // A refused terminal stays in the list without ever having had a process.
    terminal.processId.then(
      (pid) => {
        if (pid === undefined && !vscode.workspace.isTrusted) done(false);
      },
      () => done(false),
    );
  });
  if (!trusted) {
    terminal.dispose();
    throw new HumanError("Tests run once you trust this folder. Run them again, and choose to trust it.");
  }
}
