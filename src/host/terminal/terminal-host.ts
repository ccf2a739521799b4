import * as vscode from "vscode";
import type { HostProcess } from "../../app/runner-link.ts";

/** Name of our terminal, by which leftovers are found after a reload. */
export const TERMINAL_NAME = "Pair Drills";

/** Ends terminals that an earlier extension host left behind: their host process has nobody to talk to. */
export function disposeLeftovers(): void {
  for (const terminal of vscode.window.terminals) {
    if (terminal.name === TERMINAL_NAME) terminal.dispose();
  }
}

/** The extension host's environment without what only VS Code's own processes need. */
function inherited(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(VSCODE_|ELECTRON_|NODE_OPTIONS$)/.test(name)),
  );
}

/** The Pair Drills terminal: its process is the runner's host, so there is no shell and nothing to quote. */
export class TerminalHost implements HostProcess {
  readonly #terminal: vscode.Terminal;
  readonly #closed: vscode.Disposable;
  #gone: (() => void) | null = null;
  #disposed = false;

  constructor(options: {
    readonly python: string;
    readonly runner: string;
    readonly preload: readonly string[];
    readonly cwd: string;
    readonly env: Readonly<Record<string, string>>;
  }) {
    const { python, runner, preload, cwd, env } = options;
    this.#terminal = vscode.window.createTerminal({
      name: TERMINAL_NAME,
      shellPath: python,
      shellArgs: ["-I", runner, "host", ...(preload.length > 0 ? ["--preload", preload.join(",")] : [])],
      cwd,
      // Only this: what other extensions add to terminals would make the editor ask for a relaunch of this one.
      strictEnv: true,
      env: { ...inherited(process.env), COLORTERM: "truecolor", ...env },
      isTransient: true,
      iconPath: new vscode.ThemeIcon("beaker"),
    });
    this.#closed = vscode.window.onDidCloseTerminal((terminal) => {
      if (terminal === this.#terminal) this.#gone?.();
    });
  }

  onGone(callback: () => void): void {
    this.#gone = callback;
  }

  /** Brings the terminal to the front without the focus. @returns false when it is closed */
  show(): boolean {
    // The editor throws for a terminal that was disposed.
    if (!this.#disposed) this.#terminal.show(true);
    return !this.#disposed;
  }

  dispose(): void {
    this.#disposed = true;
    this.#gone = null;
    this.#closed.dispose();
    this.#terminal.dispose();
  }
}
