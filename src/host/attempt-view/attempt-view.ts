import * as vscode from "vscode";
import type { AttemptModel, FailingCheck } from "../../core/attempt/model.ts";
import { VIEWS } from "../contributions.ts";
import type { CurrentAttempt } from "../current-attempt.ts";
import { type AttemptRow, attemptRows } from "./attempt-rows.ts";

const COLOURS: Readonly<Record<NonNullable<AttemptRow["colour"]>, string>> = {
  green: "testing.iconPassed",
  red: "testing.iconFailed",
  amber: "testing.iconErrored",
  quiet: "disabledForeground",
};

/** The attempt at a glance: stage and clock, lights, stages with their failing checks, own tests. */
export class AttemptView implements vscode.TreeDataProvider<AttemptRow>, vscode.Disposable {
  readonly #attempt: CurrentAttempt;
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<AttemptRow>;
  readonly #subscription: vscode.Disposable;

  constructor(attempt: CurrentAttempt) {
    this.#attempt = attempt;
    this.#view = vscode.window.createTreeView(VIEWS.attempt, { treeDataProvider: this });
    // The editor drops the manifest's name as soon as a description is set.
    this.#view.title = vscode.l10n.t("Attempt");
    this.#subscription = attempt.onDidChange(() => this.#changes.fire(undefined));
  }

  /** The clock goes on: shown beside the view's title, so that no row moves or flickers. */
  tick(): void {
    const model = this.#model();
    this.#view.description = model
      ? `${model.elapsed}${model.limit ? ` / ${model.limit}` : ""}${model.status === "paused" ? " · paused" : ""}`
      : undefined;
  }

  getChildren(row?: AttemptRow): AttemptRow[] {
    if (row) return [...row.children];
    const model = this.#model();
    return model ? attemptRows(model) : [];
  }

  /** Null while another window has the attempt: what we know of it grows old. */
  #model(): AttemptModel | null {
    return this.#attempt.status === "elsewhere" ? null : this.#attempt.model();
  }

  getTreeItem(row: AttemptRow): vscode.TreeItem {
    const state =
      row.children.length === 0
        ? vscode.TreeItemCollapsibleState.None
        : vscode.TreeItemCollapsibleState.Expanded;
    const item = new vscode.TreeItem(row.label, state);
    item.id = row.id;
    item.description = row.description;
    item.iconPath = new vscode.ThemeIcon(
      row.icon,
      row.colour ? new vscode.ThemeColor(COLOURS[row.colour]) : undefined,
    );
    item.tooltip = row.tooltip;
    item.accessibilityInformation = { label: row.spoken };
    if (row.command) item.command = { command: row.command, title: row.label };
    else if (row.check) item.command = this.#goTo(row.check);
    return item;
  }

  /** A failing check leads to the candidate's own line, where there is one. */
  #goTo({ file, line }: FailingCheck): vscode.Command | undefined {
    const { workbench } = this.#attempt;
    if (!workbench || !file || !line) return undefined;
    const selection = new vscode.Range(line - 1, 0, line - 1, 0);
    return { command: "vscode.open", title: "Go to Line", arguments: [workbench.uri(file), { selection }] };
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#view.dispose();
    this.#changes.dispose();
  }
}
