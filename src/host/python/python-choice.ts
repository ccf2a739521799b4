import * as vscode from "vscode";
import { HumanError, noPython } from "../../app/errors.ts";
import { SETTINGS } from "../contributions.ts";
import { settings } from "../settings.ts";
import { findPython, type Python, probePython, pythonCandidates } from "./find-python.ts";

/** The interpreter that runs the tests: found once, found again when the setting changes. */
export class PythonChoice implements vscode.Disposable {
  readonly #runner: string;
  readonly #managed: string;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #found: Promise<Python | null> | null = null;
  readonly onDidChange = this.#changes.event;

  /**
   * @param runner folder of the runner package
   * @param managed Python of the managed environment, which may not exist
   */
  constructor(runner: string, managed: string) {
    this.#runner = runner;
    this.#managed = managed;
    this.#subscriptions = [
      this.#changes,
      vscode.workspace.onDidChangeConfiguration((e) => {
        if (!e.affectsConfiguration(SETTINGS.python)) return;
        this.#found = null;
        this.#changes.fire();
      }),
      // From now on the folder's own environment counts, where no other was found before.
      vscode.workspace.onDidGrantWorkspaceTrust(() => {
        this.#found = null;
      }),
    ];
  }

  /** The interpreter, or null when there is none at all. */
  find(): Promise<Python | null> {
    this.#found ??= findPython(
      pythonCandidates({
        setting: settings.python(),
        managed: this.#managed,
        folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
        trusted: vscode.workspace.isTrusted,
      }),
      this.#runner,
    ).then((python) => {
      // Nothing found is no lasting answer: the next question looks again.
      if (!python?.pytest) this.#found = null;
      return python;
    });
    return this.#found;
  }

  /** @throws HumanError when no interpreter can run the tests, or a required package is missing */
  async require(packages: readonly string[]): Promise<Python> {
    const python = await this.find();
    if (!python?.pytest) throw noPython();
    const missing = packages.filter(
      (name) => (name === "numpy" || name === "torch") && python[name] === null,
    );
    if (missing.length > 0) {
      throw new HumanError(
        `This drill needs ${missing.join(" and ")}, which ${python.executable} does not have. Install it there (python -m pip install ${missing.join(" ")}), or choose another interpreter.`,
        ["selectPython"],
      );
    }
    return python;
  }

  /** Lets the user name an interpreter and checks that it can run tests. */
  async choose(): Promise<void> {
    const current = await this.find();
    const path = await vscode.window.showInputBox({
      title: "Python interpreter for Pair Drills",
      prompt: "Absolute path of a Python 3.10 or newer that has pytest. Empty: let Pair Drills look for one.",
      value: settings.python() || current?.executable || "",
      ignoreFocusOut: true,
      validateInput: async (value) => {
        if (value.trim() === "") return undefined;
        const python = await probePython(value.trim(), this.#runner);
        if (!python) return "This is not a Python 3.10 or newer.";
        return python.pytest ? undefined : "This Python has no pytest: python -m pip install pytest";
      },
    });
    if (path !== undefined) await settings.setPython(path.trim());
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}
