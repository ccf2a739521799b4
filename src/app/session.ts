import type { Drill } from "../contract/drill.ts";
import type { RunLimits } from "../contract/run.ts";
import { answeredStages, composePrompt } from "../core/attempt/prompt.ts";
import { atEndOf, nextHint, nextStage, stubsFor } from "../core/attempt/stages.ts";
import type { AttemptState } from "../core/attempt/state.ts";
import { verdict } from "../core/attempt/verdict.ts";
import { AttemptClock } from "./attempt-clock.ts";
import { attemptOver, HumanError, logUnreadable, reason, runInProgress, takenOver } from "./errors.ts";
import type { AttemptLog, Clock, Disposable, Intent, Lock, Runner, View, Workbench } from "./ports.ts";
import { PromptFile } from "./prompt-file.ts";
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
  readonly #prompt: PromptFile;
  /** Stages whose answers Finish has put on the table. */
  readonly #answersShown = new Set<string>();
  /** What went wrong in the background and was told. */
  #trouble = "";
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
    this.#recorder = new Recorder({ log: options.log, lock: options.lock, clock: this.#clock, content });
    this.#prompt = new PromptFile(options.workbench);
    this.#comeBack();
    this.runs = new RunLoop({
      ...options,
      drill: options.content.drill,
      hidden: options.content.hidden,
      recorder: this.#recorder,
      changed: () => this.#changed(),
    });
    this.#timer = options.clock.every(BEAT_MS, () => this.#beat());
  }

  get state(): AttemptState {
    return this.#recorder.state;
  }
  /** True when another window has taken over: nothing is written any more. */
  get lost(): boolean {
    return this.#recorder.lost;
  }
  /** `t` now; stands at the end once the attempt has ended. */
  get now(): number {
    return this.state.ended?.t ?? this.#clock.awake();
  }

  /** Calls back after every change of `state`, of a run's facts, or of `lost`. */
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
    if (!ended) {
      if (!paused && !this.#options.clockRunsOn) {
        this.#recorder.record({ type: "attempt.pause", reason: "reload" }, alive);
      }
      // A pause that the candidate did not ask for ends with coming back.
      if (this.state.paused !== "user") this.#resume();
    }
    this.#recorder.flush();
  }

  /** Writes the prompt the first time; call once after construction. */
  async ready(): Promise<void> {
    await this.#refreshPrompt();
    try {
      // A window that was closed between a green run and what follows from it has left that to us.
      await this.#openNextStage();
    } finally {
      this.#changed();
    }
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
    void this.#refreshPrompt();
  }

  #beat(): void {
    if (this.#closed || this.lost) return;
    try {
      if (!this.#recorder.beat()) {
        this.runs.stop();
        this.#changed();
      } else if (this.#recorder.noteSleep()) this.#changed();
    } catch (error) {
      this.#tellTrouble(error);
    }
    void this.#refreshPrompt();
  }

  /** Tells, once, of what went wrong while nobody waited for it. */
  #tellTrouble(error: unknown): void {
    const text = reason(error);
    if (text === this.#trouble || this.#closed) return;
    this.#trouble = text;
    this.#options.view.tell({ kind: "error", text });
  }

  #openStages(): string[] {
    return this.state.stages.filter((stage) => stage.openedAt !== null).map((stage) => stage.id);
  }

  /** The open stages whose answers the candidate may read now. */
  #answered(): string[] {
    const answered = answeredStages(this.content.drill, this.state, this.now);
    return this.#openStages().filter((id) => answered.includes(id) || this.#answersShown.has(id));
  }

  /** Rewrites the prompt when there is more to say than it says now. */
  async #refreshPrompt(): Promise<void> {
    if (this.#closed || this.lost) return;
    const { drill, texts } = this.content;
    try {
      await this.#prompt.show(composePrompt(drill, texts, this.#openStages(), this.#answered()));
    } catch (error) {
      this.#tellTrouble(error);
    }
  }

  /** Number of prepared answers that would be shown only by ending now. */
  #unseenAnswers(): number {
    const answered = this.#answered();
    const hidden = this.#openStages().filter((id) => !answered.includes(id));
    return this.content.drill.clarifications.filter(({ stage }) => hidden.includes(stage)).length;
  }

  /**
   * Carries out what a person wants.
   * @throws HumanError when it cannot be done
   */
  async dispatch(intent: Intent): Promise<void> {
    if (this.#closed) return;
    if (!this.#recorder.holds()) {
      this.#changed();
      throw takenOver();
    }
    // The run that Finish starts can be stopped, and asked for again where it could not start.
    const owed = intent.type === "finish" && this.#owesVerdict();
    if (this.state.ended && intent.type !== "stop" && !owed) throw attemptOver();
    try {
      await this.#carryOut(intent);
      await this.#refreshPrompt();
    } finally {
      this.#changed();
    }
  }

  async #carryOut(intent: Intent): Promise<void> {
    switch (intent.type) {
      case "run":
        if (this.runs.busy) throw runInProgress();
        this.#resume();
        await this.runs.run(intent.suite, intent.select);
        await this.#openNextStage();
        break;
      case "stop":
        this.runs.stop();
        break;
      case "pause":
        if (!this.state.paused) this.#recorder.record({ type: "attempt.pause", reason: "user" });
        this.#recorder.flush();
        break;
      case "resume":
        this.#resume();
        this.#recorder.flush();
        break;
      case "hint":
        this.#hint();
        break;
      case "resetFile":
        await this.#resetFile(intent.path);
        break;
      case "finish":
        if (this.runs.busy) throw runInProgress();
        await this.#finish(intent.anyway ?? false);
        break;
      case "giveUp":
        // After the end only runs that Finish starts may follow, so this one is closed first.
        this.runs.interrupt();
        this.#recorder.record({ type: "attempt.end", reason: "abandon" });
        this.#recorder.flush();
        break;
    }
  }

  #resume(): void {
    const { paused } = this.state;
    if (paused) this.#recorder.record({ type: "attempt.resume", reason: paused });
  }

  async #openNextStage(): Promise<void> {
    const { drill } = this.content;
    const next = nextStage(drill, this.state);
    if (!next || this.#closed) return;
    this.#recorder.record({ type: "stage.start", stage: next });
    this.#recorder.flush();
    await this.#refreshPrompt();
    const number = drill.stages.findIndex((stage) => stage.id === next);
    this.#options.view.tell({
      kind: "info",
      text: `Stage ${number} is green. Stage ${number + 1} is open: ${drill.stages[number]?.title}.`,
      actions: [{ remedy: "openPrompt" }],
    });
    // Last, since it is the one step that the candidate's files can make fail.
    const solution = drill.files.find((file) => file.role === "solution");
    if (!solution) return;
    const { workbench } = this.#options;
    const before = (await workbench.read(solution.path)) ?? "";
    const stubs = stubsFor(drill, next, before);
    if (stubs) await workbench.append(solution.path, atEndOf(before, stubs));
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
    // The names of the first stage are in the starter.
    const added = path === solution ? this.#openStages().slice(1) : [];
    const text = added.reduce((before, stage) => {
      const stubs = stubsFor(drill, stage, before);
      return stubs ? before + atEndOf(before, stubs) : before;
    }, starter);
    await this.#options.workbench.replace(path, text);
  }

  /** The attempt was finished, and no hidden run has come to an end since. */
  #owesVerdict(): boolean {
    const { ended, lights } = this.state;
    return ended?.reason === "submit" && !lights.some(({ afterEnd }) => afterEnd);
  }

  /** The verdict of the code as it stands; it comes after the end, so it costs no time (habits.md §1). */
  async #lastRun(): Promise<void> {
    try {
      await this.runs.run("hidden");
    } catch (error) {
      if (!(error instanceof HumanError)) throw error;
      this.#options.view.tell({
        kind: "error",
        text: `The attempt is finished, but its last hidden run could not start. ${error.message}`,
        actions: [
          { title: "Run Them Now", intent: { type: "finish", anyway: true } },
          ...error.remedies.map((remedy) => ({ remedy })),
        ],
      });
    }
  }

  async #finish(anyway: boolean): Promise<void> {
    if (this.state.ended) return this.#lastRun();
    const unseen = this.#unseenAnswers();
    if (unseen > 0 && !anyway) {
      for (const stage of this.#openStages()) this.#answersShown.add(stage);
      await this.#refreshPrompt();
      this.#options.view.tell({
        kind: "warning",
        text: `Before you finish: the prompt now shows ${unseen} ${unseen === 1 ? "answer" : "answers"} that you had not seen. Read ${unseen === 1 ? "it" : "them"} and go on, or finish now.`,
        actions: [
          { title: "Finish Now", intent: { type: "finish", anyway: true } },
          { remedy: "openPrompt" },
        ],
      });
      return;
    }
    this.#resume();
    this.#recorder.record({ type: "attempt.end", reason: "submit" });
    this.#recorder.flush();
    await this.#refreshPrompt();
    this.#changed();
    await this.#lastRun();
  }

  /** Leaves the attempt as it is, for another window or another day. Synchronous: editors do not wait. */
  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer.dispose();
    try {
      if (this.#recorder.holds()) {
        this.runs.interrupt();
        if (!this.state.ended && !this.state.paused && !this.#options.clockRunsOn) {
          this.#recorder.record({ type: "attempt.pause", reason: "reload" });
        }
        this.#recorder.flush();
      }
    } finally {
      this.#options.lock.dispose();
      this.#options.log.dispose();
    }
    this.#listeners.clear();
  }
}
