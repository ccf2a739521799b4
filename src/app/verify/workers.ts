import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CompileErrors, Ready, RunJob } from "./job.ts";
import type { RunResult } from "./run-result.ts";
import { Worker, type WorkerOptions } from "./worker.ts";

/** Runs jobs; the proof of a drill needs only this. */
export interface Bench {
  readonly ready: Promise<Ready>;
  run(job: RunJob): Promise<RunResult>;
  compile(texts: Readonly<Record<string, string>>): Promise<CompileErrors>;
}

/** Several workers that share one queue of jobs. */
export class Workers implements Bench {
  readonly ready: Promise<Ready>;
  readonly #options: Omit<WorkerOptions, "hashSeed" | "scratch">;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  readonly #scratch = mkdtempSync(join(tmpdir(), "pair-drills-verify-"));
  #free: number;
  #hashSeed: number;

  /** @param count how many jobs run at once @param seed seed of the string hashes of the first worker */
  constructor(count: number, seed: number, options: Omit<WorkerOptions, "hashSeed" | "scratch">) {
    this.#options = options;
    this.#hashSeed = seed;
    this.#free = count;
    const workers = Array.from({ length: count }, () => this.#start());
    this.#idle.push(...workers);
    this.ready = workers[0]?.ready ?? Promise.reject(new RangeError("count must be at least 1"));
  }

  run(job: RunJob): Promise<RunResult> {
    return this.#use((worker) => worker.run(job));
  }

  compile(texts: Readonly<Record<string, string>>): Promise<CompileErrors> {
    return this.#use((worker) => worker.compile(texts));
  }

  /** Ends all workers; resolves when nothing of them is left. */
  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.stop()));
    this.#all.clear();
    rmSync(this.#scratch, { recursive: true, force: true });
  }

  async #use<T>(task: (worker: Worker) => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const worker = this.#idle.pop() ?? this.#start();
    try {
      return await task(worker);
    } finally {
      if (this.#options.fork) this.#idle.push(worker);
      else await this.#retire(worker);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #start(): Worker {
    const worker = new Worker({ ...this.#options, hashSeed: this.#hashSeed++, scratch: this.#scratch });
    this.#all.add(worker);
    return worker;
  }

  async #retire(worker: Worker): Promise<void> {
    await worker.stop();
    this.#all.delete(worker);
  }
}
