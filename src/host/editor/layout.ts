import * as vscode from "vscode";
import { PROMPT_FILE } from "../../app/prompt-file.ts";
import type { Drill } from "../../contract/drill.ts";
import type { VscodeWorkbench } from "./vscode-workbench.ts";

/** The Markdown preview as a custom editor: unlike the preview panel it has its file's URI (and is one tab). */
const PREVIEW = "vscode.markdown.preview.editor";

/** How long a window that has just opened may not know the Markdown preview yet. */
const PREVIEW_LATE_MS = 10_000;

/** A file's tab of one kind, text editor or custom editor, once it is there. */
function tabOf(uri: vscode.Uri, kind: typeof vscode.TabInputText | typeof vscode.TabInputCustom) {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .find(({ input }) => input instanceof kind && input.uri.fsPath === uri.fsPath);
}

/** Opens the prompt as a preview beside the code. */
export async function openPrompt(workbench: VscodeWorkbench): Promise<void> {
  const uri = workbench.uri(PROMPT_FILE);
  const options = { viewColumn: vscode.ViewColumn.Two, preserveFocus: true, preview: false };
  const wasText = tabOf(uri, vscode.TabInputText) !== undefined;
  const end = Date.now() + PREVIEW_LATE_MS;
  for (;;) {
    await vscode.commands.executeCommand("vscode.openWith", uri, PREVIEW, options);
    // The list of tabs follows a moment later.
    for (let wait = 0; wait < 20 && !tabOf(uri, vscode.TabInputCustom); wait++) {
      if (tabOf(uri, vscode.TabInputText) && !wasText) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const text = tabOf(uri, vscode.TabInputText);
    if (tabOf(uri, vscode.TabInputCustom) || !text || wasText || Date.now() > end) return;
    // While a window opens, an unknown editor silently becomes the text editor.
    await vscode.window.tabGroups.close(text, true);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

function fileOf(drill: Drill, role: "solution" | "test"): string | undefined {
  return drill.files.find((file) => file.role === role)?.path;
}

/** Solution on the left; tests and prompt as tabs on the right, the prompt in front; the cursor in the solution. */
export async function arrange(workbench: VscodeWorkbench, drill: Drill): Promise<void> {
  const solution = fileOf(drill, "solution");
  const test = fileOf(drill, "test");
  if (vscode.window.tabGroups.all.length < 2) {
    await vscode.commands.executeCommand("vscode.setEditorLayout", {
      orientation: 0,
      groups: [{ size: 0.5 }, { size: 0.5 }],
    });
  }
  const show = (path: string, viewColumn: vscode.ViewColumn, preserveFocus: boolean) =>
    vscode.window.showTextDocument(workbench.uri(path), { viewColumn, preview: false, preserveFocus });
  if (test) await show(test, vscode.ViewColumn.Two, true);
  if (solution) await show(solution, vscode.ViewColumn.One, false);
  await openPrompt(workbench);
  await vscode.commands.executeCommand("workbench.action.focusFirstEditorGroup");
}

/** True when none of the attempt's files has a tab: the window was not arranged for it yet. */
export function isBare(workbench: VscodeWorkbench, drill: Drill): boolean {
  return !drill.files.some(({ path }) => {
    const uri = workbench.uri(path);
    return tabOf(uri, vscode.TabInputText) ?? tabOf(uri, vscode.TabInputCustom);
  });
}
