import { setImmediate as nextTurn } from "node:timers/promises";
import type { Runner } from "../../src/app/ports.ts";
import type { RunFact, RunRequest } from "../../src/contract/run.ts";

/** The facts that a run sends, made when its request is known. */
export type Script = (request: RunRequest) => readonly RunFact[];

/** A run under way, driven by the test. */
export interface HeldRun {
  readonly request: RunRequest;
  emit(...facts: readonly RunFact[]): void;
  /** The runner has said its last word. */
  end(): void;
  /** The runner fails. */
  fail(error: Error): void;
}

/** Runs nothing: sends the facts that a test has prepared, or waits for the test to send them. */
export class ScriptedRunner implements Runner {
  readonly requests: RunRequest[] = [];
  readonly stopped: string[] = [];
  /** While set, no run can start. */
  unready: Error | null = null;
  /** While set, getting ready waits for it. */
  gate: Promise<void> | null = null;
  readonly #scripts: Script[] = [];
  #held: HeldRun | null = null;
  #holdNext = false;

  /** The next run that nobody holds sends these facts. */
  next(script: Script): this {
    this.#scripts.push(script);
    return this;
  }

  /** The next run waits for the test. */
  hold(): this {
    this.#holdNext = true;
    return this;
  }

  /** The run that waits for the test. */
  get held(): HeldRun {
    if (!this.#held) throw new Error("no run is held");
    return this.#held;
  }

  /** The same, as soon as there is one. */
  async whenHeld(): Promise<HeldRun> {
    for (let turns = 0; this.#held === null && turns < 100; turns++) await nextTurn();
    return this.held;
  }

  async ready(): Promise<void> {
    if (this.gate) await this.gate;
    if (this.unready) throw this.unready;
  }

  async run(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void> {
    await this.ready();
    this.requests.push(request);
    if (this.#holdNext) {
      this.#holdNext = false;
      return await this.#hold(request, onFact);
    }
    const script = this.#scripts.shift();
    if (!script) throw new Error(`no facts were prepared for run ${request.run} (${request.suite})`);
    for (const fact of script(request)) onFact(fact);
  }

  #hold(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#held = null;
      };
      this.#held = {
        request,
        emit: (...facts) => {
          for (const fact of facts) onFact(fact);
        },
        end: () => {
          leave();
          resolve();
        },
        fail: (error) => {
          leave();
          reject(error);
        },
      };
    });
  }

  /** As the real one: the run's process dies, which its host reports. */
  stop(run: string): void {
    this.stopped.push(run);
    const held = this.#held;
    if (held?.request.run !== run) return;
    held.emit({ type: "run.exit", run, code: null, signal: 2, interrupted: true });
    held.end();
  }
}
