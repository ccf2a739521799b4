import { createHash } from "node:crypto";
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileUnreadable, folderNotWritable } from "../app/errors.ts";
import type { AttemptLog, LogContent } from "../app/ports.ts";
import type { AttemptSummary } from "../contract/attempt.ts";
import type { AttemptEvent } from "../contract/event.ts";
import { fact, type RunFact } from "../contract/run.ts";
import { readEventLines } from "./event-lines.ts";

/** Writes a file so that a reader sees the old content or the new one, never a part. */
export function writeWhole(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

/** An attempt's folder in the data home: `events.jsonl`, `runs/`, `snaps/`, `summary.json`. */
export class FileAttemptLog implements AttemptLog {
  readonly attempt: string;
  readonly #folder: string;
  readonly #path: string;
  #fd: number | null = null;

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
    try {
      writeSync(this.#open(), `${JSON.stringify(event)}\n`);
    } catch (cause) {
      throw folderNotWritable(this.#path, cause);
    }
  }

  sync(): void {
    if (this.#fd !== null) fsyncSync(this.#fd);
  }

  appendFact(run: string, value: RunFact): void {
    const folder = join(this.#folder, "runs");
    mkdirSync(folder, { recursive: true });
    appendFileSync(join(folder, `${run}.jsonl`), `${JSON.stringify(value)}\n`);
  }

  readFacts(run: string): RunFact[] {
    const path = join(this.#folder, "runs", `${run}.jsonl`);
    if (!existsSync(path)) return [];
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
    if (!existsSync(path)) writeWhole(path, content);
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
    writeWhole(join(this.#folder, "summary.json"), `${JSON.stringify(summary)}\n`);
  }

  dispose(): void {
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }
}
