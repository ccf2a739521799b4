import { type ChildProcess, spawn } from "node:child_process";

/** Keeps cores busy until it is told to stop; growth tests must hold on a machine that has other things to do. */
export class Busy {
  readonly #processes: ChildProcess[];

  /** @param count one process for each core */
  constructor(count: number) {
    this.#processes = Array.from({ length: count }, () =>
      spawn(
        process.execPath,
        [
          "-e",
          "process.stdin.on('end', () => process.exit()).resume(); (function work() { for (let i = 0; i < 1e6; i++); setImmediate(work); })()",
        ],
        {
          stdio: ["pipe", "ignore", "ignore"],
        },
      ),
    );
  }

  stop(): void {
    for (const one of this.#processes) one.kill("SIGKILL");
  }
}
