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
  readonly #options: Omit<WorkerOptions, "hashSeed">;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: (() => void)[] = [];
  #free: number;
  #hashSeed: number;

  /** @param count how many jobs run at once @param seed seed of the string hashes of the first worker */
  constructor(count: number, seed: number, options: Omit<WorkerOptions, "hashSeed">) {
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

  /** Ends all workers. */
  stop(): void {
    for (const worker of this.#all) worker.stop();
    this.#all.clear();
  }

  async #use<T>(task: (worker: Worker) => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    const worker = this.#idle.pop() ?? this.#start();
    try {
      return await task(worker);
    } finally {
      if (this.#options.fork) this.#idle.push(worker);
      else this.#retire(worker);
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }

  #start(): Worker {
    const worker = new Worker({ ...this.#options, hashSeed: this.#hashSeed++ });
    this.#all.add(worker);
    return worker;
  }

  #retire(worker: Worker): void {
    worker.stop();
    this.#all.delete(worker);
  }
}
