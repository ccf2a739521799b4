import * as vscode from "vscode";
import { drillUnknown } from "../app/errors.ts";
import { openAttempt } from "../app/open-attempt.ts";
import type { AttemptStore, Clock, Intent, View } from "../app/ports.ts";
import { limitsOf } from "../app/run-limits.ts";
import type { DrillContent, Session } from "../app/session.ts";
import type { LockRecord, Marker } from "../contract/attempt.ts";
import { type AttemptModel, attemptModel, attemptStatus } from "../core/attempt/model.ts";
import { readMarker } from "../store/attempt-folder.ts";
import { type Pack, readContent } from "../store/pack.ts";
import { CONTEXT_KEYS } from "./contributions.ts";
import { VscodeWorkbench } from "./editor/vscode-workbench.ts";
import type { PythonChoice } from "./python/python-choice.ts";
import { settings } from "./settings.ts";
import { TerminalRunner } from "./terminal/terminal-runner.ts";
import { TrustQuestion } from "./terminal/trust.ts";

export interface CurrentAttemptOptions {
  readonly store: AttemptStore;
  readonly pack: Pack;
  readonly python: PythonChoice;
  /** Folder of the runner package. */
  readonly runner: string;
  readonly clock: Clock;
  readonly view: View;
  readonly log: vscode.LogOutputChannel;
  /** Wraps what runs by itself later, so that its failure is shown. */
  readonly guard: (body: () => Promise<void>) => () => void;
}

/** The first folder of this window that is an attempt's, with its marker. */
function attemptFolder(): { readonly folder: string; readonly marker: Marker } | null {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    const marker = uri.scheme === "file" ? readMarker(uri.fsPath) : null;
    if (marker) return { folder: uri.fsPath, marker };
  }
  return null;
}

/** The attempt whose folder this window has open, if it has one. */
export class CurrentAttempt implements vscode.Disposable {
  readonly #options: CurrentAttemptOptions;
  readonly #changes = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changes.event;
  readonly #trust = new TrustQuestion();
  session: Session | null = null;
  /** The window that writes this attempt's log, when it is another one. */
  owner: LockRecord | null = null;
  content: DrillContent | null = null;
  workbench: VscodeWorkbench | null = null;
  runner: TerminalRunner | null = null;
  #announced = "";

  constructor(options: CurrentAttemptOptions) {
    this.#options = options;
  }

  /**
   * Opens the attempt of this window's first folder that is one.
   * @throws HumanError when it is one but cannot be opened
   */
  async open(takeOver = false): Promise<void> {
    const found = attemptFolder();
    if (!found) return this.#announce();
    const { folder, marker } = found;
    const { store, pack, python, runner, clock, view, log } = this.#options;
    const drill = pack.index.drills.find((one) => one.id === marker.drill);
    if (!drill || pack.index.pack.id !== marker.pack) throw drillUnknown(marker.drill);
    this.content = readContent(pack, drill);
    this.workbench = new VscodeWorkbench(folder);
    this.runner ??= new TerminalRunner({ python, runner, folder, requires: drill.requires, log });
    const opened = openAttempt(
      store,
      marker,
      {
        content: this.content,
        clock,
        workbench: this.workbench,
        runner: this.runner,
        view,
        limits: (suite) => limitsOf(suite, settings.ownTestsLimit()),
      },
      takeOver,
    );
    if ("owner" in opened) {
      this.owner = opened.owner;
      log.info(`attempt ${marker.attempt} is open in another window (pid ${opened.owner.pid})`);
      return this.#announce();
    }
    this.owner = null;
    this.session = opened.session;
    opened.session.onDidChange(() => this.#announce());
    await opened.session.ready();
    this.runner.warmQuietly();
  }

  /** The model now; null without an attempt of ours. */
  model(): AttemptModel | null {
    const { session } = this;
    if (!session) return null;
    return attemptModel(session.content.drill, session.state, session.runs.facts, session.now);
  }

  /** `none`, `elsewhere`, or the model's status: the value of the context key. */
  get status(): string {
    if (this.owner || this.session?.lost) return "elsewhere";
    return this.session ? attemptStatus(this.session.state) : "none";
  }

  #announce(): void {
    const { status } = this;
    if (status !== this.#announced) {
      void vscode.commands.executeCommand("setContext", CONTEXT_KEYS.attempt, status);
      this.#announced = status;
    }
    this.#changes.fire();
  }

  /** Carries out an intent; one that runs tests in an untrusted folder waits for VS Code's own question. */
  async dispatch(intent: Intent): Promise<void> {
    // Finish runs the hidden tests after the end, when it is too late to ask.
    const runs = intent.type === "run" || intent.type === "finish";
    if (runs && !vscode.workspace.isTrusted) {
      this.#trust.ask(this.#options.guard(() => this.dispatch(intent)));
      return;
    }
    await this.session?.dispatch(intent);
  }

  /** Becomes the window that writes the log; the other one turns read-only at its next heartbeat. */
  async takeOver(): Promise<void> {
    this.leave();
    await this.open(true);
  }

  /** Leaves the attempt for another window or another day; synchronous, since editors do not wait. */
  leave(): void {
    const { session } = this;
    this.session = null;
    session?.dispose();
  }

  dispose(): void {
    this.leave();
    this.runner?.dispose();
    this.#trust.dispose();
    this.#changes.dispose();
  }
}
