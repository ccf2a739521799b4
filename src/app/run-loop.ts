import type { Drill } from "../contract/drill.ts";
import type { RunFact, RunLimits, RunRequest } from "../contract/run.ts";
import { verdict } from "../core/attempt/verdict.ts";
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

const TITLES = { own: "my tests", hidden: "hidden tests" } as const;

/** One run at a time: save, record its start, collect its facts, judge them, record its end. */
export class RunLoop {
  readonly #options: RunLoopOptions;
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

  #request(run: string, suite: "own" | "hidden", select: readonly string[]): RunRequest {
    const { drill, hidden, recorder, workbench, limits } = this.#options;
    const { stage } = recorder.state;
    const index = drill.stages.findIndex((s) => s.id === stage);
    return {
      type: "run",
      run,
      suite,
      folder: workbench.folder,
      title: `${drill.id} · stage ${index + 1} · ${TITLES[suite]}`,
      files: suite === "own" ? drill.files.filter((f) => f.role === "test").map((f) => f.path) : [],
      select: [...select],
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
   */
  async run(suite: "own" | "hidden", select: readonly string[] = []): Promise<void> {
    const { drill, log, recorder, workbench, runner, changed } = this.#options;
    // Before anything is recorded: a run that cannot start is no run.
    await runner.ready();
    await workbench.save();
    const snaps = await this.#snaps();
    const { stage, lights } = recorder.state;
    const run = `r${lights.length + 1}`;
    const request = this.#request(run, suite, select);
    recorder.record({ type: "run.start", run, suite, ...(suite === "hidden" ? { stage } : {}) });
    const facts: RunFact[] = [];
    this.facts[suite] = facts;
    changed();
    try {
      await runner.run(request, (fact) => {
        facts.push(fact);
        log.appendFact(run, fact);
        changed();
      });
    } finally {
      // A host that died leaves a run without an exit: recorded as interrupted.
      const tests = Object.fromEntries(request.hidden.map((h) => [h.stage, drill.tests[h.stage] ?? 0]));
      recorder.record(verdict({ run, suite, stage, tests }, facts, snaps));
      recorder.flush();
      changed();
    }
  }
}
