import { setImmediate as turn } from "node:timers/promises";
import { type Opened, openAttempt } from "../../src/app/open-attempt.ts";
import type { Clock, Disposable, Intent } from "../../src/app/ports.ts";
import type { Session } from "../../src/app/session.ts";
import { beginAttempt } from "../../src/app/start.ts";
import type { Marker } from "../../src/contract/attempt.ts";
import type { RunLimits } from "../../src/contract/run.ts";
import { MemoryClock } from "./memory-clock.ts";
import { MemoryHome, MemoryStore } from "./memory-store.ts";
import { MemoryWorkbench } from "./memory-workbench.ts";
import { RecordingView } from "./recording-view.ts";
import { sampleContent, sampleDrill, starter } from "./sample-drill.ts";
import { ScriptedRunner } from "./scripted-runner.ts";

export const LIMITS: RunLimits = { wall_s: 60, cpu_s: 120, output_bytes: 1000, memory_bytes: null };

/** A candidate's machine: one data home, one folder with files, and windows that come and go. */
export class Scenario {
  readonly clock = new MemoryClock();
  readonly home = new MemoryHome();
  readonly workbench = new MemoryWorkbench(starter);
  readonly runner = new ScriptedRunner();
  readonly view = new RecordingView();
  /** Processes that are gone. */
  readonly dead = new Set<number>();
  readonly marker: Marker;
  #windows = 0;
  /** What ends with the process of the window that was opened last. */
  #timers: Disposable[] = [];

  /** Begins an attempt at the sample drill; no window has it open yet. */
  constructor() {
    this.marker = beginAttempt(this.store(), {
      drill: sampleDrill,
      pack: "built-in",
      files: sampleDrill.files.map(({ path, role }) => ({
        path,
        role,
        content: sampleContent.starter[path] ?? "",
      })),
      env: { python: "3.12.7", pytest: "9.0.3", numpy: null, os: "linux 6", ext: "0.1.0" },
      now: this.clock.now(),
      salt: "4f2a",
      earlier: [],
      clock: true,
    });
  }

  /** The store as a new window sees it: the first is `w1` with pid 101, and so on. */
  store(): MemoryStore {
    this.#windows += 1;
    return new MemoryStore(this.home, {
      window: `w${this.#windows}`,
      pid: 100 + this.#windows,
      host: "desk",
      now: () => this.clock.now(),
      isAlive: (pid) => !this.dead.has(pid),
    });
  }

  /** A new window opens the attempt's folder. */
  tryOpen(options: { takeOver?: boolean; clockRunsOn?: boolean } = {}): Opened {
    const { workbench, runner, view } = this;
    const { takeOver, ...rest } = options;
    const timers: Disposable[] = [];
    this.#timers = timers;
    const clock: Clock = {
      now: () => this.clock.now(),
      every: (ms, tick) => {
        const timer = this.clock.every(ms, tick);
        timers.push(timer);
        return timer;
      },
    };
    return openAttempt(
      this.store(),
      this.marker,
      { content: sampleContent, clock, workbench, runner, view, limits: () => LIMITS, ...rest },
      takeOver,
    );
  }

  /** A new window opens the attempt's folder, gets it, and has written the prompt. */
  async open(options: { takeOver?: boolean; clockRunsOn?: boolean } = {}): Promise<Session> {
    const opened = this.tryOpen(options);
    if (!("session" in opened)) throw new Error(`the attempt is open in ${opened.owner.window}`);
    await opened.session.ready();
    return opened.session;
  }

  /** The window that was opened last dies without a word: its timers stop, its process is gone. */
  crash(): void {
    this.dead.add(100 + this.#windows);
    for (const timer of this.#timers) timer.dispose();
  }

  get events() {
    return this.home.attempt().events;
  }
  /** The log in short: types with what tells them apart. */
  get story(): string[] {
    return this.events.map((event) => {
      if ("reason" in event) return `${event.type} ${event.reason}`;
      if (event.type === "run.end") return `run.end ${event.suite} ${event.light}`;
      if (event.type === "run.start") return `run.start ${event.suite}`;
      if (event.type === "stage.start") return `stage.start ${event.stage}`;
      if (event.type === "hint") return `hint ${event.id}`;
      return event.type;
    });
  }
  get prompt(): string {
    return this.workbench.onDisk("prompt.md") ?? "";
  }
}

/** Lets everything that was begun go as far as it can. */
export async function settle(): Promise<void> {
  await turn();
  await turn();
}

/** Starts an intent without waiting for it, and lets it go as far as it can. */
export async function begin(session: Session, intent: Intent): Promise<{ readonly done: Promise<void> }> {
  const done = session.dispatch(intent);
  // Whoever awaits it sees a failure; until then it must not count as unhandled.
  done.catch(() => undefined);
  await settle();
  return { done };
}
