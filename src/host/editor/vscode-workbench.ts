import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import * as vscode from "vscode";
import { folderNotWritable, notSaved } from "../../app/errors.ts";
import type { Workbench } from "../../app/ports.ts";

/** How long another save of the same file, the user's own or autosave, may take. */
const OTHER_SAVE_MS = 3_000;

/**
 * Saves a document. The editor answers no when another save of it is under way, whatever comes of that one: so the
 * answer counts only when the document stays unsaved.
 */
async function saved(document: vscode.TextDocument): Promise<boolean> {
  const end = Date.now() + OTHER_SAVE_MS;
  while (!(await document.save())) {
    if (!document.isDirty) return true;
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

/** The attempt's files as this window edits them. */
export class VscodeWorkbench implements Workbench {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.file(join(this.folder, path));
  }

  /** A document's path relative to the attempt's folder; null when it lies outside. */
  pathOf(uri: vscode.Uri): string | null {
    if (uri.scheme !== "file") return null;
    const path = relative(this.folder, uri.fsPath).replaceAll("\\", "/");
    return path === "" || path.startsWith("../") || /^([A-Za-z]:|\/)/.test(path) ? null : path;
  }

  async save(): Promise<void> {
    const unsaved = vscode.workspace.textDocuments.filter(
      (document) => document.isDirty && this.pathOf(document.uri) !== null,
    );
    for (const document of unsaved) {
      if (!(await saved(document))) throw notSaved(this.pathOf(document.uri) ?? document.uri.fsPath);
    }
  }

  async read(path: string): Promise<string | null> {
    const uri = this.uri(path);
    const open = vscode.workspace.textDocuments.find((document) => document.uri.fsPath === uri.fsPath);
    if (open) return open.getText();
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    } catch {
      return null;
    }
  }

  async append(path: string, text: string): Promise<void> {
    await this.#edit(path, (document) => {
      const end = document.lineAt(document.lineCount - 1).range.end;
      return [new vscode.Range(end, end), end.character > 0 ? `\n${text}` : text];
    });
  }

  async replace(path: string, text: string): Promise<void> {
    await this.#edit(path, (document) => {
      const end = document.lineAt(document.lineCount - 1).range.end;
      return [new vscode.Range(new vscode.Position(0, 0), end), text];
    });
  }

  /** Through the editor's own edit, so that Undo takes it back; saved, so that the next run has it. */
  async #edit(
    path: string,
    change: (document: vscode.TextDocument) => [vscode.Range, string],
  ): Promise<void> {
    const uri = this.uri(path);
    if ((await this.read(path)) === null) await this.write(path, "");
    const document = await vscode.workspace.openTextDocument(uri);
    const [range, text] = change(document);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, range, text);
    const applied = await vscode.workspace.applyEdit(edit);
    if (!applied || !(await saved(document))) {
      throw folderNotWritable(uri.fsPath, "the editor could not save the change");
    }
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.folder, path);
    try {
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text);
    } catch (cause) {
      throw folderNotWritable(file, cause);
    }
  }
}
