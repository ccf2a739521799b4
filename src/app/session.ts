import type { Drill } from "../contract/drill.ts";
import type { RunLimits } from "../contract/run.ts";
import { answeredStages, composePrompt } from "../core/attempt/prompt.ts";
import { nextHint, nextStage, stubsFor } from "../core/attempt/stages.ts";
import type { AttemptState } from "../core/attempt/state.ts";
import { verdict } from "../core/attempt/verdict.ts";
import { AttemptClock, SUSPEND_AFTER_MS } from "./attempt-clock.ts";
import { attemptOver, HumanError, logUnreadable, runInProgress } from "./errors.ts";
import type { AttemptLog, Clock, Disposable, Intent, Lock, Runner, View, Workbench } from "./ports.ts";
import { Recorder } from "./recorder.ts";
import { type HiddenSuite, RunLoop } from "./run-loop.ts";

/** Everything about the drill that the session needs while it is practised. */
export interface DrillContent {
  readonly drill: Drill;
  /** Stage id → what the interviewer says, as Markdown. */
  readonly texts: Readonly<Record<string, string>>;
  readonly hidden: readonly HiddenSuite[];
  /** Path → starter content. */
  readonly starter: Readonly<Record<string, string>>;
}

export interface SessionOptions {
  readonly content: DrillContent;
  readonly log: AttemptLog;
  readonly lock: Lock;
  /** Wall clock of the last sign of life of a previous owner that left without a word. */
  readonly staleHeartbeat: number | null;
  readonly clock: Clock;
  readonly workbench: Workbench;
  readonly runner: Runner;
  readonly view: View;
  readonly limits: (suite: "own" | "hidden") => RunLimits;
  /** The clock goes on while nobody has the attempt open: so between two commands of the CLI. */
  readonly clockRunsOn?: boolean;
}

const BEAT_MS = 5_000;

/** An attempt that is open for writing: intents and observations become events, events become models. */
export class Session implements Disposable {
  readonly content: DrillContent;
  readonly runs: RunLoop;
  readonly #options: SessionOptions;
  readonly #recorder: Recorder;
  readonly #clock: AttemptClock;
  readonly #listeners = new Set<() => void>();
  readonly #timer: Disposable;
  #beatAt: number;
  #promptKey = "";
  /** Finish was asked for: the answers of all open stages are on the table. */
  #answersShown = false;
  #lost = false;
  #closed = false;

  /** @throws HumanError when the log cannot be continued */
  constructor(options: SessionOptions) {
    const content = options.log.read();
    if (content.damage) throw logUnreadable(content.damage.line, content.damage.problem);
    this.#options = options;
    this.content = options.content;
    const start = content.events[0];
    if (start?.type !== "attempt.start") throw logUnreadable(1, "it does not begin with attempt.start");
    this.#clock = new AttemptClock(options.clock, { start, t: content.events.at(-1)?.t ?? 0 });
    this.#recorder = new Recorder(options.log, this.#clock, content);
    this.#comeBack();
    this.runs = new RunLoop({
      ...options,
      drill: options.content.drill,
      hidden: options.content.hidden,
      recorder: this.#recorder,
      changed: () => this.#changed(),
    });
    this.#beatAt = options.clock.now();
    this.#timer = options.clock.every(BEAT_MS, () => this.#beat());
  }

  get state(): AttemptState {
    return this.#recorder.state;
  }
  /** True when another window has taken over: nothing is written any more. */
  get lost(): boolean {
    return this.#lost;
  }
  /** `t` now; stands at the end once the attempt has ended. */
  get now(): number {
    return this.state.ended?.t ?? this.#clock.now();
  }

  onDidChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Closes what a previous owner left open: a run without an end, a hole without a pause. */
  #comeBack(): void {
    const { staleHeartbeat } = this.#options;
    const { running, stage, ended, paused } = this.state;
    const alive = staleHeartbeat === null ? this.state.t : this.#clock.at(staleHeartbeat);
    if (running) {
      const facts = this.#options.log.readFacts(running.run).filter((fact) => fact.type !== "run.exit");
      this.#recorder.record(verdict({ ...running, stage, tests: {} }, facts, {}), alive);
    }
    if (ended) return;
    if (!paused && !this.#options.clockRunsOn) {
      this.#recorder.record({ type: "attempt.pause", reason: "reload" }, alive);
    }
    if (this.state.paused === "reload") {
      this.#recorder.record({ type: "attempt.resume", reason: "reload" });
    }
    this.#recorder.flush();
  }

  /** Writes the prompt the first time; call once after construction. */
  async ready(): Promise<void> {
    await this.#refreshPrompt();
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  #beat(): void {
    if (this.#closed || this.#lost) return;
    const now = this.#options.clock.now();
    if (!this.#options.lock.beat()) {
      this.#lost = true;
      this.#changed();
      return;
    }
    const { ended, paused } = this.state;
    if (!ended && !paused && now - this.#beatAt > SUSPEND_AFTER_MS) {
      this.#recorder.record({ type: "attempt.pause", reason: "suspend" }, this.#clock.at(this.#beatAt));
      this.#recorder.record({ type: "attempt.resume", reason: "suspend" });
      this.#changed();
    }
    this.#beatAt = now;
    void this.#refreshPrompt();
  }

  /** Rewrites the prompt when there is more to say than it says now. */
  async #refreshPrompt(): Promise<void> {
    const { drill, texts } = this.content;
    const opened = this.state.stages.filter((stage) => stage.openedAt !== null).map((stage) => stage.id);
    const answered = this.#answersShown ? opened : answeredStages(drill, this.state, this.now);
    const key = `${opened.join()}|${answered.join()}`;
    if (key === this.#promptKey) return;
    this.#promptKey = key;
    await this.#options.workbench.write("prompt.md", composePrompt(drill, texts, opened, answered));
  }

  /** Stages whose answers would be shown only by ending now. */
  #unseenAnswers(): number {
    const { drill } = this.content;
    const seen = answeredStages(drill, this.state, this.now);
    const open = this.state.stages.filter((stage) => stage.openedAt !== null && !seen.includes(stage.id));
    return drill.clarifications.filter((item) => open.some((stage) => stage.id === item.stage)).length;
  }

  /**
   * Carries out what a person wants.
   * @throws HumanError when it cannot be done
   */
  async dispatch(intent: Intent): Promise<void> {
    if (this.#lost || this.#closed) return;
    const { ended, paused, running } = this.state;
    if (ended) throw attemptOver();
    switch (intent.type) {
      case "run":
        if (running) throw runInProgress();
        if (paused) this.#resume();
        await this.#run(intent.suite, intent.select);
        break;
      case "stop":
        if (running) this.#options.runner.stop(running.run);
        break;
      case "pause":
        if (!paused) this.#recorder.record({ type: "attempt.pause", reason: "user" });
        this.#recorder.flush();
        break;
      case "resume":
        this.#resume();
        break;
      case "hint":
        this.#hint();
        break;
      case "resetFile":
        await this.#resetFile(intent.path);
        break;
      case "finish":
        if (running) throw runInProgress();
        await this.#finish(intent.anyway ?? false);
        break;
      case "giveUp":
        if (running) this.#options.runner.stop(running.run);
        this.#recorder.record({ type: "attempt.end", reason: "abandon" });
        this.#recorder.flush();
        await this.#refreshPrompt();
        break;
    }
    this.#changed();
  }

  #resume(): void {
    if (this.state.paused) this.#recorder.record({ type: "attempt.resume", reason: this.state.paused });
    this.#recorder.flush();
  }

  async #run(suite: "own" | "hidden", select: readonly string[] = []): Promise<void> {
    const running = this.runs.run(suite, select);
    // The answers appear with the start of a stage's first hidden run, whatever its outcome.
    if (suite === "hidden") await this.#refreshPrompt();
    await running;
    await this.#openNextStage();
  }

  async #openNextStage(): Promise<void> {
    const { drill } = this.content;
    const next = nextStage(drill, this.state);
    if (!next) return;
    this.#recorder.record({ type: "stage.start", stage: next });
    this.#recorder.flush();
    const stubs = stubsFor(drill, next);
    const solution = drill.files.find((file) => file.role === "solution");
    if (stubs && solution) await this.#options.workbench.append(solution.path, stubs);
    await this.#refreshPrompt();
    const number = drill.stages.findIndex((stage) => stage.id === next);
    this.#options.view.tell({
      kind: "info",
      text: `Stage ${number} is green. Stage ${number + 1} is open: ${drill.stages[number]?.title}.`,
    });
  }

  #hint(): void {
    const hint = nextHint(this.content.drill, this.state);
    if (!hint) {
      this.#options.view.tell({ kind: "info", text: "There are no more hints for this drill." });
      return;
    }
    this.#recorder.record({ type: "hint", id: hint.id, level: hint.level });
    this.#recorder.flush();
    const of = this.content.drill.hints.length;
    this.#options.view.tell({
      kind: "info",
      text: `Hint ${this.state.hints.length} of ${of}: ${hint.text}`,
    });
  }

  async #resetFile(path: string): Promise<void> {
    const starter = this.content.starter[path];
    if (starter === undefined) {
      throw new HumanError(`${path} is not one of this drill's starter files, so there is nothing to reset.`);
    }
    const { drill } = this.content;
    const solution = drill.files.find((file) => file.role === "solution")?.path;
    const stubs = this.state.stages
      .filter((stage) => stage.openedAt !== null)
      .map((stage) => (path === solution ? stubsFor(drill, stage.id) : ""));
    await this.#options.workbench.replace(path, starter + stubs.join(""));
  }

  async #finish(anyway: boolean): Promise<void> {
    const unseen = this.#unseenAnswers();
    if (unseen > 0 && !anyway && !this.#answersShown) {
      this.#answersShown = true;
      await this.#refreshPrompt();
      this.#options.view.tell({
        kind: "warning",
        text: `Before you finish: the prompt now shows ${unseen} ${unseen === 1 ? "answer" : "answers"} that you had not seen. Read ${unseen === 1 ? "it" : "them"} and go on, or finish now.`,
        actions: [{ title: "Finish Now", intent: { type: "finish", anyway: true } }],
      });
      return;
    }
    this.#resume();
    this.#recorder.record({ type: "attempt.end", reason: "submit" });
    this.#recorder.flush();
    await this.#refreshPrompt();
    this.#changed();
    // The verdict of the code as it stands; it comes after the end, so it costs no time (habits.md §1).
    await this.runs.run("hidden");
  }

  /** Leaves the attempt as it is, for another window or another day. Synchronous: editors do not wait. */
  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer.dispose();
    if (!this.#lost) {
      if (!this.state.ended && !this.state.paused && !this.#options.clockRunsOn) {
        this.#recorder.record({ type: "attempt.pause", reason: "reload" });
      }
      this.#recorder.flush();
      this.#options.lock.dispose();
    }
    this.#options.log.dispose();
    this.#listeners.clear();
  }
}
