import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { attemptMissing, folderNotWritable, HumanError } from "../app/errors.ts";
import type { AttemptStore, LockResult } from "../app/ports.ts";
import { type AttemptSummary, attemptId, attemptSummary } from "../contract/attempt.ts";
import { fold } from "../core/attempt/state.ts";
import { summarise } from "../core/attempt/summary.ts";
import { FileAttemptLog } from "./attempt-log.ts";
import { type LockWorld, takeLock } from "./lock.ts";

/** A stored summary; null when it is missing or not one we can use, since it can always be made again. */
function readSummary(path: string): AttemptSummary | null {
  try {
    return attemptSummary.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

/** The attempts below the data home, as files. */
export class FileAttemptStore implements AttemptStore {
  readonly home: string;
  readonly #world: LockWorld;

  constructor(home: string, world: LockWorld) {
    this.home = home;
    this.#world = world;
  }

  /** @throws HumanError for a name that is no attempt's: it comes from a marker file that anybody may have written */
  #folder(attempt: string): string {
    if (!attemptId.safeParse(attempt).success) throw attemptMissing(attempt, this.home);
    return join(this.home, "attempts", attempt);
  }

  create(attempt: string): FileAttemptLog {
    const folder = this.#folder(attempt);
    try {
      mkdirSync(join(this.home, "attempts"), { recursive: true });
      mkdirSync(folder);
    } catch (cause) {
      throw folderNotWritable(folder, cause);
    }
    return new FileAttemptLog(folder, attempt);
  }

  open(attempt: string): FileAttemptLog {
    const folder = this.#folder(attempt);
    if (!existsSync(join(folder, "events.jsonl"))) throw attemptMissing(attempt, this.home);
    return new FileAttemptLog(folder, attempt);
  }

  lock(attempt: string, takeOver = false): LockResult {
    const folder = this.#folder(attempt);
    if (!existsSync(folder)) throw attemptMissing(attempt, this.home);
    try {
      return takeLock(folder, this.#world, takeOver);
    } catch (cause) {
      throw folderNotWritable(folder, cause);
    }
  }

  summaries(): AttemptSummary[] {
    const folder = join(this.home, "attempts");
    if (!existsSync(folder)) return [];
    return readdirSync(folder).flatMap((attempt) => {
      const summary = attemptId.safeParse(attempt).success ? this.#summary(attempt) : null;
      return summary ? [summary] : [];
    });
  }

  /** The stored summary where it fits its log, else a new one from the log; null when there is no log to read. */
  #summary(attempt: string): AttemptSummary | null {
    const log = new FileAttemptLog(this.#folder(attempt), attempt);
    try {
      const stamp = log.stamp();
      const stored = readSummary(join(this.#folder(attempt), "summary.json"));
      if (stored?.log.size === stamp.size && stored.log.mtime === stamp.mtime) return stored;
      const { events, damage } = log.read();
      if (events.length === 0) return null;
      return summarise(fold(events), stamp, damage !== null);
    } catch (error) {
      // One attempt that cannot be read must not hide the others.
      if (error instanceof HumanError || (error as NodeJS.ErrnoException).code !== undefined) return null;
      throw error;
    }
  }
}
