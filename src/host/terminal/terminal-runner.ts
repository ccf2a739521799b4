import * as vscode from "vscode";
import { notTrusted } from "../../app/errors.ts";
import type { Runner } from "../../app/ports.ts";
import { RunnerLink } from "../../app/runner-link.ts";
import type { RunFact, RunRequest } from "../../contract/run.ts";
import type { PythonChoice } from "../python/python-choice.ts";
import { disposeLeftovers, TerminalHost } from "./terminal-host.ts";

/** How long the host may take to report after its terminal was created, in ms. */
const PATIENCE_MS = 30_000;

/** Packages that are worth importing before the run; others are left to the drill's own code. */
const PRELOADABLE = new Set(["numpy", "torch"]);

/** Runs suites in the Pair Drills terminal of this window. */
export class TerminalRunner implements Runner, vscode.Disposable {
  readonly #python: PythonChoice;
  readonly #link: RunnerLink;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscriptions: readonly vscode.Disposable[];
  #host: TerminalHost | null = null;

  /**
   * @param runner folder of the runner package
   * @param requires what the drill imports
   */
  constructor(options: {
    readonly python: PythonChoice;
    readonly runner: string;
    readonly folder: string;
    readonly requires: readonly string[];
    readonly log: vscode.LogOutputChannel;
  }) {
    const { python, runner, folder, requires, log } = options;
    this.#python = python;
    this.#log = log;
    disposeLeftovers();
    this.#link = new RunnerLink({
      launch: async (env) => {
        const { executable } = await python.require(requires);
        log.info(`starting the runner's host with ${executable}`);
        this.#host = new TerminalHost({
          python: executable,
          runner,
          preload: requires.filter((name) => PRELOADABLE.has(name)),
          cwd: folder,
          env,
        });
        return this.#host;
      },
      patience: PATIENCE_MS,
      log: (text) => log.debug(text),
    });
    this.#subscriptions = [
      python.onDidChange(() => this.#restart()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.warmQuietly()),
    ];
  }

  /** Starts the host ahead of the first run, where that needs no question. */
  async #warm(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    if ((await this.#python.find())?.pytest) await this.#link.ready();
  }

  /** Warms up in the background. */
  warmQuietly(): void {
    // A run that follows says what is wrong; getting ready ahead of it need not.
    void this.#warm().catch((error) => this.#log.warn(`the runner did not warm up: ${error}`));
  }

  #restart(): void {
    this.#link.dispose();
    this.warmQuietly();
  }

  /**
   * Brings the terminal to the front; starts it where it is closed or was never opened.
   * @throws HumanError when it cannot be started
   */
  async show(): Promise<void> {
    if (this.#host?.show()) return;
    await this.ready();
    this.#host?.show();
  }

  async ready(): Promise<void> {
    if (!vscode.workspace.isTrusted) throw notTrusted();
    await this.#link.ready();
  }

  async run(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void> {
    this.#host?.show();
    await this.#link.run(request, onFact);
  }

  stop(run: string): void {
    this.#link.stop(run);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#link.dispose();
  }
}
