import * as vscode from "vscode";
import type { AttemptStore } from "../../app/ports.ts";
import type { AttemptSummary } from "../../contract/attempt.ts";
import { CATEGORIES, type Drill } from "../../contract/drill.ts";
import { type DrillState, drillState } from "../../core/attempt/summary.ts";
import { dots } from "../../core/catalogue/dots.ts";
import type { Pack } from "../../store/pack.ts";
import { VIEWS } from "../contributions.ts";

const CATEGORY_TITLES: Readonly<Record<Drill["category"], string>> = {
  data: "Data processing",
  tensor: "Tensor manipulation",
  "model-utility": "Model utilities",
  debugging: "Debugging",
  refactoring: "Refactoring",
  performance: "Performance",
  "llm-systems": "LLM systems",
  "take-home": "Take-home",
};

const ICONS: Readonly<Record<DrillState, vscode.ThemeIcon>> = {
  new: new vscode.ThemeIcon("circle-large-outline"),
  started: new vscode.ThemeIcon("color-mode"),
  passed: new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed")),
  mastered: new vscode.ThemeIcon("pass-filled", new vscode.ThemeColor("testing.iconPassed")),
};
const STATE_WORDS: Readonly<Record<DrillState, string>> = {
  new: "not tried yet",
  started: "started",
  passed: "passed",
  mastered: "mastered",
};

type Node =
  | { readonly type: "category"; readonly category: Drill["category"]; readonly drills: readonly Drill[] }
  | { readonly type: "drill"; readonly drill: Drill };

/** The drills of the pack by category, each with its state at a glance and a start button. */
export class DrillsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #pack: Pack;
  readonly #store: AttemptStore;
  readonly #changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changes.event;
  readonly #view: vscode.TreeView<Node>;
  #states: Map<string, DrillState> | null = null;

  constructor(pack: Pack, store: AttemptStore) {
    this.#pack = pack;
    this.#store = store;
    this.#view = vscode.window.createTreeView(VIEWS.drills, { treeDataProvider: this });
    const broken = pack.index.broken.length;
    if (broken > 0) {
      this.#view.message = `${broken} ${broken === 1 ? "drill" : "drills"} of this pack could not be read.`;
    }
  }

  /** Reads the attempts again. */
  refresh(): void {
    this.#states = null;
    this.#changes.fire(undefined);
  }

  #stateOf(drill: Drill): DrillState {
    this.#states ??= statesOf(this.#store, this.#pack.index.pack.id);
    return this.#states.get(drill.id) ?? "new";
  }

  getChildren(node?: Node): Node[] {
    if (node) return node.type === "category" ? node.drills.map((drill) => ({ type: "drill", drill })) : [];
    return CATEGORIES.flatMap((category) => {
      const drills = this.#pack.index.drills.filter((drill) => drill.category === category);
      return drills.length > 0 ? [{ type: "category" as const, category, drills }] : [];
    });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    if (node.type === "category") return this.#categoryItem(node.category, node.drills);
    const { drill } = node;
    const state = this.#stateOf(drill);
    const item = new vscode.TreeItem(drill.title);
    item.id = drill.id;
    item.iconPath = ICONS[state];
    item.description = `${dots(drill.difficulty)} · ${drill.minutes} min`;
    item.contextValue = "drill";
    item.accessibilityInformation = {
      label: `${drill.title}, ${STATE_WORDS[state]}, difficulty ${drill.difficulty} of 5, ${drill.minutes} minutes`,
    };
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.type === "drill") item.tooltip = tooltip(node.drill, this.#stateOf(node.drill));
    return item;
  }

  #categoryItem(category: Drill["category"], drills: readonly Drill[]): vscode.TreeItem {
    const item = new vscode.TreeItem(CATEGORY_TITLES[category], vscode.TreeItemCollapsibleState.Expanded);
    const done = drills.filter((drill) => ["passed", "mastered"].includes(this.#stateOf(drill))).length;
    item.id = `category:${category}`;
    item.description = `${done}/${drills.length}`;
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changes.dispose();
  }
}

/** @param pack its id: another pack may have a drill of the same name */
function statesOf(store: AttemptStore, pack: string): Map<string, DrillState> {
  const attempts = new Map<string, AttemptSummary[]>();
  for (const summary of store.summaries()) {
    if (summary.pack !== pack) continue;
    attempts.set(summary.drill, [...(attempts.get(summary.drill) ?? []), summary]);
  }
  return new Map([...attempts].map(([drill, summaries]) => [drill, drillState(summaries)]));
}

function tooltip(drill: Drill, state: DrillState): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown("**");
  text.appendText(drill.title);
  text.appendMarkdown("**\n\n");
  text.appendText(drill.summary);
  text.appendMarkdown("\n\n");
  text.appendText(
    `${CATEGORY_TITLES[drill.category]} · ${dots(drill.difficulty)} · ${drill.minutes} min · ${STATE_WORDS[state]}`,
  );
  text.appendMarkdown("\n\n");
  text.appendText(
    `Skills: ${drill.skills.join(", ")}. Needs: ${drill.requires.join(", ") || "the standard library only"}.`,
  );
  return text;
}
