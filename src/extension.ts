/** Composition root: builds the long-lived objects in the order of their needs, and wires them. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Clock } from "./app/ports.ts";
import type { Drill } from "./contract/drill.ts";
import { AttemptView } from "./host/attempt-view/attempt-view.ts";
import { registerCommands } from "./host/commands.ts";
import { VIEWS } from "./host/contributions.ts";
import { CurrentAttempt } from "./host/current-attempt.ts";
import { DrillsView } from "./host/drills-view/drills-view.ts";
import { InlineResults } from "./host/editor/inline-results.ts";
import { arrange, isBare } from "./host/editor/layout.ts";
import { Messages } from "./host/messages.ts";
import { PythonChoice } from "./host/python/python-choice.ts";
import { settings } from "./host/settings.ts";
import { startDrill } from "./host/start/start-drill.ts";
import { StatusClock } from "./host/status-clock.ts";
import { SummaryPanel } from "./host/summary/summary-panel.ts";
import { FileAttemptStore } from "./store/attempt-store.ts";
import { dataHome, managedPython } from "./store/home.ts";
import { lockWorld } from "./store/lock.ts";
import { readPack } from "./store/pack.ts";

const clock: Clock = {
  now: () => Date.now(),
  every(ms, tick) {
    const timer = setInterval(tick, ms);
    return { dispose: () => clearInterval(timer) };
  },
};

let current: CurrentAttempt | undefined;

/** What tests inside the editor may look at; nobody else gets anything. */
export interface TestAccess {
  readonly attempt: CurrentAttempt;
  readonly store: FileAttemptStore;
}

/** Called by VS Code once. @returns access for tests inside the editor, nothing otherwise */
export async function activate(context: vscode.ExtensionContext): Promise<TestAccess | undefined> {
  const log = vscode.window.createOutputChannel("Pair Drills", { log: true });
  const messages = new Messages(log);
  const home = dataHome(process.env, settings.dataFolder());
  const store = new FileAttemptStore(home, lockWorld(randomUUID()));
  const dist = join(context.extensionPath, "dist");
  const runner = join(dist, "runner", "pair_drills_runner");
  const pack = readPack(join(dist, "catalogue.json"), join(context.extensionPath, "drills"));
  const python = new PythonChoice(runner, managedPython(home));
  const guard = (body: () => Promise<void>) => messages.guard(body);
  const attempt = new CurrentAttempt({ store, pack, python, runner, clock, view: messages, log, guard });
  current = attempt;
  const drills = new DrillsView(pack, store);
  const attemptView = new AttemptView(attempt);
  const statusClock = new StatusClock(attempt);
  const inline = new InlineResults(attempt);
  const summary = new SummaryPanel(attempt);
  const version = String(context.extension.packageJSON.version);
  const start = async (drill: Drill, before?: () => Promise<void>) => {
    await startDrill(drill, { store, pack, python, version, before });
    drills.refresh();
  };
  messages.onIntent = messages.guard((intent) => attempt.dispatch(intent));

  const showTime = () => {
    statusClock.tick();
    attemptView.tick();
  };
  let ended = true;
  const watch = attempt.onDidChange(() => {
    showTime();
    const now = attempt.session?.state.ended !== null && attempt.session?.state.running === null;
    if (now && !ended) {
      summary.show();
      drills.refresh();
    }
    ended = now;
  });

  context.subscriptions.push(
    log,
    ...registerCommands({ attempt, pack, python, messages, summary, log, start }),
    drills,
    attemptView,
    statusClock,
    inline,
    summary,
    watch,
    clock.every(1_000, showTime),
    attempt,
    python,
  );

  await messages.guard(() => openAndArrange(attempt))();
  showTime();
  return context.extensionMode === vscode.ExtensionMode.Test ? { attempt, store } : undefined;
}

/** Resumes the attempt of this window; the first time, its files are laid out side by side. */
async function openAndArrange(attempt: CurrentAttempt): Promise<void> {
  await attempt.open();
  const { workbench, content } = attempt;
  if (workbench && content && isBare(workbench, content.drill)) {
    await arrange(workbench, content.drill);
    await vscode.commands.executeCommand(`${VIEWS.attempt}.focus`);
    await vscode.commands.executeCommand("workbench.action.focusFirstEditorGroup");
  }
}

/** Called by VS Code before a reload and at the end. */
export function deactivate(): void {
  // Subscriptions are disposed later than a reload waits for: leave the attempt now.
  current?.dispose();
}
