import { createHash } from "node:crypto";
import { folderNotWritable } from "../../src/app/errors.ts";
import type { AttemptLog, Damage, LogContent } from "../../src/app/ports.ts";
import type { AttemptSummary } from "../../src/contract/attempt.ts";
import type { AttemptEvent } from "../../src/contract/event.ts";
import type { RunFact } from "../../src/contract/run.ts";

/** What is kept of one attempt, whoever has it open. */
export class MemoryAttempt {
  readonly lines: string[] = [];
  readonly facts = new Map<string, RunFact[]>();
  readonly snaps = new Map<string, string>();
  summary: AttemptSummary | null = null;
  /** How often the log was forced onto the disk. */
  syncs = 0;
  /** While set, reading reports it. */
  damage: Damage | null = null;
  /** While true, nothing more can be written. */
  full = false;

  get events(): AttemptEvent[] {
    return this.lines.map((line) => JSON.parse(line) as AttemptEvent);
  }
}

/** An attempt's log that is open. */
export class MemoryLog implements AttemptLog {
  readonly attempt: string;
  readonly #kept: MemoryAttempt;
  #closed = false;

  constructor(attempt: string, kept: MemoryAttempt) {
    this.attempt = attempt;
    this.#kept = kept;
  }

  #mustBeWritable(): void {
    if (this.#kept.full) throw folderNotWritable(this.attempt, "no space left on device");
  }

  read(): LogContent {
    return { events: this.#kept.events, damage: this.#kept.damage };
  }

  append(event: AttemptEvent): void {
    if (this.#closed) throw new Error("the log is closed");
    this.#mustBeWritable();
    this.#kept.lines.push(JSON.stringify(event));
  }

  sync(): void {
    this.#kept.syncs += 1;
  }

  appendFact(run: string, fact: RunFact): void {
    if (!/^[\w-]+$/.test(run)) throw new RangeError(`${run} is not a run's name`);
    this.#mustBeWritable();
    this.#kept.facts.set(run, [...(this.#kept.facts.get(run) ?? []), structuredClone(fact)]);
  }

  readFacts(run: string): RunFact[] {
    return structuredClone(this.#kept.facts.get(run) ?? []);
  }

  putSnap(content: string): string {
    this.#mustBeWritable();
    const hash = createHash("sha256").update(content).digest("hex");
    this.#kept.snaps.set(hash, content);
    return hash;
  }

  getSnap(hash: string): string | null {
    return this.#kept.snaps.get(hash) ?? null;
  }

  stamp(): { size: number; mtime: number } {
    const size = this.#kept.lines.reduce((sum, line) => sum + line.length + 1, 0);
    return { size, mtime: this.#kept.lines.length };
  }

  writeSummary(summary: AttemptSummary): void {
    this.#mustBeWritable();
    this.#kept.summary = structuredClone(summary);
  }

  dispose(): void {
    this.#closed = true;
  }
}
