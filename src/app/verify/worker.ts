import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Fact } from "../../contract/run.ts";
import {
  type CompileErrors,
  type Done,
  type Ready,
  type RunJob,
  type WorkerLine,
  workerLine,
} from "./job.ts";
import { type RunResult, summarise } from "./run-result.ts";

/** How to start a worker. */
export interface WorkerOptions {
  /** The interpreter. */
  readonly python: string;
  /** `prove.py`. */
  readonly script: string;
  /** Modules to import before the first run. */
  readonly modules: readonly string[];
  /** Seed of Python's string hashes. */
  readonly hashSeed: number;
  /** A folder in which it may make its own. */
  readonly scratch: string;
  /** Without forks a worker serves one job. */
  readonly fork: boolean;
}

/** The worker could not start or broke; the message says what it printed. */
export class WorkerError extends Error {}

/** A Python process that runs one job after the other. */
export class Worker {
  readonly ready: Promise<Ready>;
  readonly #process: ChildProcess;
  #listener: ((line: WorkerLine) => void) | undefined;
  readonly #fork: boolean;
  #printed = "";
  #next = 0;

  constructor({ python, script, modules, hashSeed, scratch, fork }: WorkerOptions) {
    this.#fork = fork;
    const args = [
      "-s",
      script,
      "--scratch",
      scratch,
      ...modules.flatMap((name) => ["--import", name]),
      ...(fork ? [] : ["--no-fork"]),
    ];
    this.#process = spawn(python, args, { env: cleanEnvironment(hashSeed), stdio: "pipe" });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#printed = (this.#printed + chunk.toString()).slice(-2000);
    });
    this.#process.stdin?.on("error", () => undefined); // its end is noticed by the readers below
    if (this.#process.stdout) {
      createInterface({ input: this.#process.stdout }).on("line", (text) => {
        this.#listener?.(workerLine.parse(JSON.parse(text)));
      });
    }
    this.ready = this.#until((line, resolve: (ready: Ready) => void) => {
      if ("ready" in line) resolve(line);
    });
    this.ready.catch(() => undefined); // whoever waits for it is told
  }

  /** Runs one job. @throws WorkerError when the worker itself is gone. */
  async run(job: RunJob): Promise<RunResult> {
    await this.ready;
    const id = this.#send({ ...job, request: { ...job.request } });
    const facts: Fact[] = [];
    const opened: { path: string; test: string }[] = [];
    const listen = (line: WorkerLine, resolve: (done: Done) => void): void => {
      if (!("job" in line) || line.job !== id) return;
      if ("fact" in line) facts.push(line.fact);
      else if ("opened" in line) opened.push({ path: line.opened, test: line.test });
      else if ("done" in line) resolve(line.done);
    };
    const done = await (this.#fork ? this.#until(listen) : this.#alone(job.wall_s, listen));
    return summarise(facts, opened, done);
  }

  /** Compiles Python texts. @returns what is wrong with those that do not compile */
  async compile(texts: Readonly<Record<string, string>>): Promise<CompileErrors> {
    await this.ready;
    this.#send({ request: null, files: {}, copies: {}, wall_s: 0, compile: texts });
    return this.#until((line, resolve: (errors: CompileErrors) => void) => {
      if ("errors" in line) resolve(line.errors);
    });
  }

  /** Ends the process and whatever it is running; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#process.stdin?.end();
    if (
      this.#process.exitCode === null &&
      this.#process.signalCode === null &&
      this.#process.pid !== undefined
    ) {
      await new Promise((resolve) => this.#process.once("close", resolve));
    }
  }

  #send(job: Readonly<Record<string, unknown>>): string {
    const id = String(this.#next++);
    this.#process.stdin?.write(`${JSON.stringify({ ...job, id })}\n`);
    return id;
  }

  /** The one job of a process without forks: it is over when the process is, and we watch the time. */
  #alone(wall_s: number, listen: (line: WorkerLine, resolve: (done: Done) => void) => void): Promise<Done> {
    this.#listener = (line) => listen(line, () => undefined);
    const begin = performance.now();
    let timeout = false;
    const timer = setTimeout(() => {
      timeout = this.#process.kill("SIGKILL");
    }, wall_s * 1000);
    return new Promise((resolve) => {
      this.#process.once("close", (exit, signal) => {
        clearTimeout(timer);
        const number = signal && !timeout ? constants.signals[signal] : null;
        resolve({ exit, signal: number, timeout, ms: performance.now() - begin });
      });
    });
  }

  #until<T>(listen: (line: WorkerLine, resolve: (value: T) => void) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      const failed = (why: string) =>
        reject(new WorkerError(`${why}${this.#printed ? `\n${this.#printed}` : ""}`));
      const onError = (error: Error) => failed(`Python could not be started: ${error.message}`);
      const onClose = () => failed("The Python process that runs the tests has ended.");
      this.#process.once("error", onError);
      this.#process.once("close", onClose);
      this.#listener = (line) =>
        listen(line, (value) => {
          this.#process.off("error", onError);
          this.#process.off("close", onClose);
          resolve(value);
        });
    });
  }
}

/** The environment without what would change how Python or numpy behave. */
function cleanEnvironment(hashSeed: number): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(PYTHON|PYTEST|OMP_|OPENBLAS_|MKL_)/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PYTHONHASHSEED: String(hashSeed),
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONUTF8: "1",
    OMP_NUM_THREADS: "1",
    OPENBLAS_NUM_THREADS: "1",
  };
}
