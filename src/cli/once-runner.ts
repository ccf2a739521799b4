import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HumanError, reason } from "../app/errors.ts";
import type { Runner } from "../app/ports.ts";
import { fact, type RunFact, type RunRequest } from "../contract/run.ts";

/** Runs each suite in a fresh Python in this very terminal: no host, no spare, the same program. */
export class OnceRunner implements Runner {
  readonly #python: string;
  readonly #runner: string;
  readonly #output: "inherit" | "stderr";
  #stop: (() => void) | null = null;

  /**
   * @param runner folder of the runner package
   * @param output `stderr` keeps standard output free for JSON
   */
  constructor(python: string, runner: string, output: "inherit" | "stderr") {
    this.#python = python;
    this.#runner = runner;
    this.#output = output;
  }

  async ready(): Promise<void> {
    // A fresh Python is started for each run.
  }

  async run(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), "pair-drills-"));
    try {
      const requestFile = join(folder, "request.json");
      const factsFile = join(folder, "facts.jsonl");
      writeFileSync(requestFile, JSON.stringify(request));
      writeFileSync(factsFile, "");
      await this.#once([this.#runner, "once", requestFile, "--facts", factsFile]);
      for (const line of readFileSync(factsFile, "utf8").split("\n")) {
        if (line === "") continue;
        const parsed = fact.safeParse(JSON.parse(line));
        if (parsed.success && "run" in parsed.data && parsed.data.run === request.run) onFact(parsed.data);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  #once(args: readonly string[]): Promise<void> {
    const child = spawn(this.#python, args, {
      stdio: this.#output === "inherit" ? "inherit" : ["inherit", process.stderr, process.stderr],
    });
    this.#stop = () => child.kill("SIGINT");
    return new Promise((resolve, reject) => {
      child.once("error", (cause) =>
        reject(
          new HumanError(
            `${this.#python} could not be started: ${reason(cause)}. Name another with --python.`,
          ),
        ),
      );
      child.once("close", () => resolve());
    });
  }

  stop(): void {
    this.#stop?.();
  }
}
