import * as vscode from "vscode";
import type { AttemptModel, FailingCheck, LatestFacts } from "../../core/attempt/model.ts";
import type { CurrentAttempt } from "../current-attempt.ts";

const LONGEST = 160;

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** Shows why a test failed at the end of the candidate's own line, faintly, until that file is edited. */
export class InlineResults implements vscode.Disposable {
  readonly #attempt: CurrentAttempt;
  readonly #failed = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.errorForeground"),
    overviewRulerLane: vscode.OverviewRulerLane.Right,
    after: {
      margin: "0 0 0 2.5em",
      color: new vscode.ThemeColor("editorCodeLens.foreground"),
      fontStyle: "italic",
    },
  });
  readonly #subscriptions: vscode.Disposable[];
  /** For each suite, the files edited since its latest run began: their lines may have moved. */
  readonly #edited = { own: new Set<string>(), hidden: new Set<string>() };
  #facts: LatestFacts = { own: [], hidden: [] };
  #lights = 0;

  constructor(attempt: CurrentAttempt) {
    this.#attempt = attempt;
    this.#subscriptions = [
      this.#failed,
      attempt.onDidChange(() => this.#refresh()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.#paint()),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const path = this.#attempt.workbench?.pathOf(document.uri) ?? null;
        if (path === null || contentChanges.length === 0) return;
        this.#edited.own.add(path);
        this.#edited.hidden.add(path);
        this.#paint();
      }),
    ];
    this.#paint();
  }

  /** A new run's results replace the old ones of its suite; the files were saved when it began. */
  #refresh(): void {
    const { session } = this.#attempt;
    if (!session) return;
    const { own, hidden } = session.runs.facts;
    if (own !== this.#facts.own) this.#edited.own.clear();
    if (hidden !== this.#facts.hidden) this.#edited.hidden.clear();
    this.#facts = { own, hidden };
    const { length } = session.state.lights;
    if (length === this.#lights) return;
    this.#lights = length;
    this.#paint();
  }

  /** What failed in a file, at lines that still are where they were. */
  #checksIn(model: AttemptModel, path: string): FailingCheck[] {
    const own = this.#edited.own.has(path) ? [] : model.own.failing;
    const hidden = this.#edited.hidden.has(path) ? [] : model.stages.flatMap((stage) => stage.failing);
    return [...own, ...hidden].filter((check) => check.file === path && check.line);
  }

  #paint(): void {
    const model = this.#attempt.model();
    for (const editor of vscode.window.visibleTextEditors) {
      const path = this.#attempt.workbench?.pathOf(editor.document.uri) ?? null;
      if (path === null) continue;
      const here = model ? this.#checksIn(model, path) : [];
      editor.setDecorations(this.#failed, byLine(editor.document, here));
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

/** One decoration for each line; several failures there are counted, and all of them are in the hover. */
function byLine(document: vscode.TextDocument, checks: readonly FailingCheck[]): vscode.DecorationOptions[] {
  const lines = new Map<number, FailingCheck[]>();
  for (const check of checks) {
    const line = Math.min((check.line ?? 1) - 1, document.lineCount - 1);
    lines.set(line, [...(lines.get(line) ?? []), check]);
  }
  return [...lines].map(([line, here]) => {
    const first = here[0] as FailingCheck;
    const more = here.length > 1 ? `  (and ${here.length - 1} more)` : "";
    const hover = new vscode.MarkdownString();
    for (const check of here) {
      hover.appendText(`✗ ${check.title}`);
      hover.appendCodeblock(check.message, "text");
    }
    // What happened comes first: the end of a line is short.
    const text = first.title.includes(first.message) ? first.title : `${first.message} · ${first.title}`;
    return {
      range: document.lineAt(line).range,
      hoverMessage: hover,
      renderOptions: { after: { contentText: `✗ ${oneLine(text)}${more}` } },
    };
  });
}
