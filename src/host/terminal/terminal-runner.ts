import * as vscode from "vscode";
import type { Runner } from "../../app/ports.ts";
import { RunnerLink } from "../../app/runner-link.ts";
import type { RunFact, RunRequest } from "../../contract/run.ts";
import type { PythonChoice } from "../python/python-choice.ts";
import { disposeLeftovers, TerminalHost } from "./terminal-host.ts";
import { waitForTrust } from "./trust.ts";

/** How long the host may take to report after its terminal was created, in ms. */
const PATIENCE_MS = 30_000;

/** Packages that are worth importing before the run; others are left to the drill's own code. */
const PRELOADABLE = new Set(["numpy", "torch"]);

/** Runs suites in the Pair Drills terminal of this window. */
export class TerminalRunner implements Runner, vscode.Disposable {
  readonly #python: PythonChoice;
  readonly #link: RunnerLink;
  readonly #subscription: vscode.Disposable;
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
        await waitForTrust(this.#host.terminal);
        return this.#host;
      },
      patience: PATIENCE_MS,
      log: (text) => log.debug(text),
    });
    this.#subscription = python.onDidChange(() => this.#restart());
  }

  /** Starts the host ahead of the first run, where that needs no question. */
  async warm(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    if ((await this.#python.find())?.pytest) await this.#link.ready();
  }

  #restart(): void {
    this.#link.dispose();
    void this.warm().catch(() => undefined);
  }

  show(): void {
    this.#host?.terminal.show(true);
  }

  async ready(): Promise<void> {
    await this.#link.ready();
  }

  async run(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void> {
    this.show();
    await this.#link.run(request, onFact);
  }

  stop(run: string): void {
    this.#link.stop(run);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#link.dispose();
  }
}
