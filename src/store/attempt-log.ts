import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { fileUnreadable, folderNotWritable } from "../app/errors.ts";
import type { AttemptLog, LogContent } from "../app/ports.ts";
import type { AttemptSummary } from "../contract/attempt.ts";
import type { AttemptEvent } from "../contract/event.ts";
import { fact, type RunFact } from "../contract/run.ts";
import { readEventLines } from "./event-lines.ts";
import { writeWhole } from "./write-whole.ts";

/** An attempt's folder in the data home: `events.jsonl`, `runs/`, `snaps/`, `summary.json`. */
export class FileAttemptLog implements AttemptLog {
  readonly attempt: string;
  readonly #folder: string;
  readonly #path: string;
  #fd: number | null = null;
  #closed = false;

  constructor(folder: string, attempt: string) {
    this.attempt = attempt;
    this.#folder = folder;
    this.#path = join(folder, "events.jsonl");
  }

  read(): LogContent {
    let text: string;
    try {
      text = readFileSync(this.#path, "utf8");
    } catch (cause) {
      throw fileUnreadable(this.#path, cause);
    }
    return readEventLines(text);
  }

  #open(): number {
    if (this.#fd !== null) return this.#fd;
    mkdirSync(this.#folder, { recursive: true });
    const fd = openSync(this.#path, "a+");
    // A crash may have left half a line: the next event starts on a line of its own.
    const { size } = fstatSync(fd);
    if (size > 0) {
      const last = Buffer.alloc(1);
      readSync(fd, last, 0, 1, size - 1);
      if (last[0] !== 0x0a) writeSync(fd, "\n");
    }
    this.#fd = fd;
    return fd;
  }

  append(event: AttemptEvent): void {
    if (this.#closed) throw new Error("the log is closed");
    this.#writing(() => {
      const fd = this.#open();
      const { size } = fstatSync(fd);
      const line = Buffer.from(`${JSON.stringify(event)}\n`);
      try {
        for (let done = 0; done < line.length; ) done += writeSync(fd, line, done);
      } catch (error) {
        // A full disk may have taken a part: an event is in the log whole or not at all.
        ftruncateSync(fd, size);
        throw error;
      }
    });
  }

  sync(): void {
    const fd = this.#fd;
    if (fd !== null) this.#writing(() => fsyncSync(fd));
  }

  #writing<T>(write: () => T): T {
    try {
      return write();
    } catch (cause) {
      throw folderNotWritable(this.#folder, cause);
    }
  }

  /** The file of a run's facts; null for a name that is no run's (a log may come from anywhere). */
  #factsPath(run: string): string | null {
    return /^[\w-]+$/.test(run) ? join(this.#folder, "runs", `${run}.jsonl`) : null;
  }

  appendFact(run: string, value: RunFact): void {
    const path = this.#factsPath(run);
    if (path === null) throw new RangeError(`${run} is not a run's name`);
    this.#writing(() => {
      mkdirSync(join(this.#folder, "runs"), { recursive: true });
      appendFileSync(path, `${JSON.stringify(value)}\n`);
    });
  }

  readFacts(run: string): RunFact[] {
    const path = this.#factsPath(run);
    if (path === null || !existsSync(path)) return [];
    const facts: RunFact[] = [];
    for (const line of readFileSync(path, "utf8").split("\n")) {
      try {
        const parsed = fact.safeParse(JSON.parse(line));
        if (parsed.success && "run" in parsed.data) facts.push(parsed.data);
      } catch {
        // A line torn by a crash holds no fact.
      }
    }
    return facts;
  }

  putSnap(content: string): string {
    const hash = createHash("sha256").update(content).digest("hex");
    const path = join(this.#folder, "snaps", hash);
    if (!existsSync(path)) this.#writing(() => writeWhole(path, content));
    return hash;
  }

  getSnap(hash: string): string | null {
    const path = join(this.#folder, "snaps", hash);
    return /^[0-9a-f]{64}$/.test(hash) && existsSync(path) ? readFileSync(path, "utf8") : null;
  }

  stamp(): { size: number; mtime: number } {
    const { size, mtimeMs } = statSync(this.#path);
    return { size, mtime: mtimeMs };
  }

  writeSummary(summary: AttemptSummary): void {
    this.#writing(() => writeWhole(join(this.#folder, "summary.json"), `${JSON.stringify(summary)}\n`));
  }

  dispose(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
    this.#closed = true;
  }
}
