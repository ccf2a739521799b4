import type { Drill } from "../contract/drill.ts";
import type { RunFact, RunLimits, RunRequest } from "../contract/run.ts";
import { type RunExpectation, verdict } from "../core/attempt/verdict.ts";
import { runInProgress } from "./errors.ts";
import type { AttemptLog, Runner, Workbench } from "./ports.ts";
import type { Recorder } from "./recorder.ts";

/** Where the drill's hidden tests lie. */
export interface HiddenSuite {
  readonly stage: string;
  readonly title: string;
  /** Absolute. */
  readonly file: string;
}

export interface RunLoopOptions {
  readonly drill: Drill;
  readonly hidden: readonly HiddenSuite[];
  readonly log: AttemptLog;
  readonly recorder: Recorder;
  readonly workbench: Workbench;
  readonly runner: Runner;
  readonly limits: (suite: "own" | "hidden") => RunLimits;
  readonly changed: () => void;
}

interface CurrentRun {
  /** Null until its start is recorded. */
  expected: RunExpectation | null;
  snaps: Record<string, string>;
  readonly facts: RunFact[];
  /** Its verdict is recorded, or there is none to come. */
  over: boolean;
}

/** One run at a time: save, record its start, collect its facts, judge them, record its end. */
export class RunLoop {
  readonly #options: RunLoopOptions;
  #current: CurrentRun | null = null;
  /** Facts of the run that is going on or, between runs, of the latest run of each suite. */
  readonly facts: { own: readonly RunFact[]; hidden: readonly RunFact[] } = { own: [], hidden: [] };

  constructor(options: RunLoopOptions) {
    this.#options = options;
    for (const suite of ["own", "hidden"] as const) {
      const { state } = options.recorder;
      const last = suite === "own" ? state.lastOwn : state.lastHidden;
      if (last) this.facts[suite] = options.log.readFacts(last.run);
    }
  }

  /** True from the wish to run until everything about the run is over. */
  get busy(): boolean {
    return this.#current !== null;
  }

  #request(run: string, suite: "own" | "hidden", select: readonly string[]): RunRequest {
    const { drill, hidden, recorder, workbench, limits } = this.#options;
    const { stage } = recorder.state;
    const index = drill.stages.findIndex((s) => s.id === stage);
    return {
      type: "run",
      run,
      suite,
      folder: workbench.folder,
      title: `${drill.id} · stage ${index + 1}`,
      // As `python -m pytest` does: whatever tests the candidate has, in files of their own too.
      files: [],
      select: suite === "own" ? [...select] : [],
      options: [],
      hidden: suite === "hidden" ? hidden.slice(0, index + 1) : [],
      limits: limits(suite),
    };
  }

  /** Hashes of the attempt's solution and test files, each kept as a snap. */
  async #snaps(): Promise<Record<string, string>> {
    const { drill, log, workbench } = this.#options;
    const snaps: Record<string, string> = {};
    for (const { path, role } of drill.files) {
      if (role !== "solution" && role !== "test") continue;
      const content = await workbench.read(path);
      if (content !== null) snaps[path] = log.putSnap(content);
    }
    return snaps;
  }

  /**
   * Runs a suite to its verdict.
   * @param select own runs: node ids to run in place of all
   * @throws HumanError when a run is going on already, or this one could not start
   */
  async run(suite: "own" | "hidden", select: readonly string[] = []): Promise<void> {
    if (this.#current) throw runInProgress();
    const current: CurrentRun = { expected: null, snaps: {}, facts: [], over: false };
    this.#current = current;
    const { runner, workbench } = this.#options;
    try {
      // Before anything is recorded: a run that cannot start is no run.
      await runner.ready();
      await workbench.save();
      current.snaps = await this.#snaps();
      if (!current.over) await this.#start(current, suite, select);
    } finally {
      this.#current = null;
      // A host that died leaves a run without an exit: recorded as interrupted.
      this.#judge(current);
    }
  }

  async #start(current: CurrentRun, suite: "own" | "hidden", select: readonly string[]): Promise<void> {
    const { drill, recorder, runner, changed } = this.#options;
    const { stage, lights } = recorder.state;
    const run = `r${lights.length + 1}`;
    const request = this.#request(run, suite, select);
    const tests = Object.fromEntries(request.hidden.map((h) => [h.stage, drill.tests[h.stage] ?? 0]));
    recorder.record({ type: "run.start", run, suite, ...(suite === "hidden" ? { stage } : {}) });
    current.expected = { run, suite, stage, tests };
    this.facts[suite] = current.facts;
    changed();
    let trouble: unknown = null;
    await runner.run(request, (fact) => {
      if (current.over) return;
      current.facts.push(fact);
      try {
        recorder.keepFact(run, fact);
      } catch (error) {
        // The runner is not to blame: its run goes on, and whoever asked for it hears of it afterwards.
        const first = trouble === null;
        trouble ??= error;
        // Taken over by another window, which has recorded this run as interrupted: nobody waits for it.
        if (first && recorder.lost) runner.stop(run);
      }
      changed();
    });
    if (trouble !== null) throw trouble;
  }

  /** Records what the facts of a run amount to, once. */
  #judge(current: CurrentRun): void {
    const { recorder, changed } = this.#options;
    const { expected, facts, snaps, over } = current;
    current.over = true;
    if (over || !expected) return;
    recorder.record(verdict(expected, facts, snaps));
    recorder.flush();
    changed();
  }

  /** Ends the run; its verdict follows. One that has not started yet never does. */
  stop(): void {
    const current = this.#current;
    if (!current) return;
    if (current.expected) this.#options.runner.stop(current.expected.run);
    else current.over = true;
  }

  /** Ends the run and records it as it stands, here and now: what it has not reported was interrupted. */
  interrupt(): void {
    const current = this.#current;
    this.stop();
    if (current) this.#judge(current);
  }
}
