import { setTimeout as sleep } from "node:timers/promises";
import type { Fact, RunFact, RunRequest } from "../contract/run.ts";
import { RUN_PROTOCOL } from "../contract/run.ts";
import { Channel, type Connection } from "./channel.ts";
import { runnerGone, runnerSilent, runnerVersion } from "./errors.ts";
import type { Disposable, Runner } from "./ports.ts";

/** A host process that was started: a terminal, or a child. */
export interface HostProcess extends Disposable {
  /** Calls back once when the process has ended or could not start. */
  onGone(callback: () => void): void;
}

export interface RunnerLinkOptions {
  /** Starts the host with these variables in its environment. */
  readonly launch: (env: Readonly<Record<string, string>>) => Promise<HostProcess>;
  /** How long a started host may take to report, in ms. */
  readonly patience: number;
  readonly log: (text: string) => void;
  /** Everything the host says about its spare. */
  readonly onSpare?: (fact: Extract<Fact, { type: "spare" }>) => void;
}

interface CurrentRun {
  readonly run: string;
  readonly onFact: (fact: RunFact) => void;
  readonly done: () => void;
  from: Connection | null;
  /** The host's last word, kept until the process's own last words are read. */
  exit: RunFact | null;
}

/** How long the facts of a dead process may take to arrive after the host said that it is gone. */
const DRAIN_MS = 2_000;
/** The same for a process of which nothing was heard. */
const FIRST_WORD_MS = 50;

/** The editor's end of the runner: one host at a time, one run at a time. */
export class RunnerLink implements Runner, Disposable {
  readonly #options: RunnerLinkOptions;
  #channel: Channel | null = null;
  #host: HostProcess | null = null;
  #starting: Promise<void> | null = null;
  #current: CurrentRun | null = null;
  #settleStart: ((error?: Error) => void) | null = null;

  constructor(options: RunnerLinkOptions) {
    this.#options = options;
  }

  /** Starts the host if there is none, so that the first run finds a spare. */
  async ready(): Promise<void> {
    if (this.#channel?.connected) return;
    this.#starting ??= this.#start().finally(() => {
      this.#starting = null;
    });
    await this.#starting;
  }

  async #start(): Promise<void> {
    this.#drop();
    const channel = new Channel({
      fact: (fact, from) => this.#fact(fact, from),
      hostReady: () => this.#settleStart?.(),
      hostGone: () => this.#gone(),
      refused: (why) => this.#options.log(`channel: refused ${why}`),
      mismatch: (found) => this.#settleStart?.(runnerVersion(found, RUN_PROTOCOL)),
    });
    this.#channel = channel;
    // Closed before it was open: whoever disposed of us does not want a host any more.
    const unwanted = () => this.#channel !== channel;
    const address = await channel.listen().catch((error) => {
      throw unwanted() ? runnerGone() : error;
    });
    if (unwanted()) throw runnerGone();
    const connected = new Promise<void>((resolve, reject) => {
      this.#settleStart = (error) => (error ? reject(error) : resolve());
    });
    // The rejection is awaited below; it must not count as unhandled while the launch is under way.
    connected.catch(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    try {
      this.#host = await this.#options.launch({
        PAIR_DRILLS_CHANNEL: address,
        PAIR_DRILLS_TOKEN: channel.token,
      });
      const { patience } = this.#options;
      this.#host.onGone(() => {
        this.#settleStart?.(runnerGone());
        // Its connection may not have noticed yet, and would take the next run with it.
        if (this.#channel === channel) this.#drop();
      });
      timer = setTimeout(() => this.#settleStart?.(runnerSilent(patience / 1000)), patience);
      await connected;
    } catch (error) {
      this.#drop();
      throw error;
    } finally {
      clearTimeout(timer);
      this.#settleStart = null;
    }
  }

  #fact(fact: Fact, from: Connection): void {
    if (fact.type === "spare") {
      this.#options.log(`spare ${fact.state}${fact.detail ? `: ${fact.detail}` : ""}`);
      this.#options.onSpare?.(fact);
      return;
    }
    const current = this.#current;
    if (!("run" in fact) || fact.run !== current?.run) return;
    if (from.role === "spare") current.from = from;
    if (fact.type !== "run.exit") {
      current.onFact(fact);
      return;
    }
    current.exit = fact;
    void this.#drain(current).then(() => this.#end(current));
  }

  /** The process's last facts travel on a connection of their own: waits until it is read to its end. */
  async #drain(current: CurrentRun): Promise<void> {
    // Not a word from it yet: its first may still be on its way.
    if (!current.from) await sleep(FIRST_WORD_MS);
    if (current.from) await Promise.race([current.from.closed, sleep(DRAIN_MS, undefined, { ref: false })]);
  }

  #end(current: CurrentRun): void {
    if (this.#current !== current) return;
    this.#current = null;
    if (current.exit) current.onFact(current.exit);
    current.done();
  }

  /** The host is gone: its runs die with it. */
  #gone(): void {
    if (this.#current) this.#end(this.#current);
  }

  async run(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void> {
    await this.ready();
    await new Promise<void>((resolve) => {
      const current: CurrentRun = { run: request.run, onFact, done: resolve, from: null, exit: null };
      this.#current = current;
      if (!this.#channel?.send(request)) this.#end(current);
    });
  }

  stop(run: string): void {
    this.#channel?.send({ type: "stop", run });
  }

  /** Ends the host and its processes. */
  #drop(): void {
    this.#channel?.dispose();
    this.#channel = null;
    this.#host?.dispose();
    this.#host = null;
    this.#gone();
  }

  dispose(): void {
    this.#settleStart?.(runnerGone());
    this.#drop();
  }
}
