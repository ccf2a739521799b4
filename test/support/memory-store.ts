import { attemptMissing, folderNotWritable } from "../../src/app/errors.ts";
import type { AttemptStore, Lock, LockResult } from "../../src/app/ports.ts";
import { type AttemptSummary, attemptId, type LockRecord } from "../../src/contract/attempt.ts";
import { fold } from "../../src/core/attempt/state.ts";
import { summarise } from "../../src/core/attempt/summary.ts";
import { MemoryAttempt, MemoryLog } from "./memory-log.ts";

/** One window on one machine, as the lock sees it. */
export interface WindowWorld {
  readonly window: string;
  readonly pid: number;
  readonly host: string;
  now(): number;
  isAlive(pid: number): boolean;
}

const STALE_MS = 20_000;

/** The data home that several windows share. */
export class MemoryHome {
  readonly attempts = new Map<string, MemoryAttempt>();
  readonly owners = new Map<string, LockRecord>();

  /** The only attempt, or the one with this id. */
  attempt(id?: string): MemoryAttempt {
    const found = id ? this.attempts.get(id) : [...this.attempts.values()][0];
    if (!found) throw new Error(`no attempt ${id ?? ""}`);
    return found;
  }
}

/** The attempts as one window sees them. */
export class MemoryStore implements AttemptStore {
  readonly home = "/home/of/data";
  readonly #shared: MemoryHome;
  readonly #world: WindowWorld;

  constructor(shared: MemoryHome, world: WindowWorld) {
    this.#shared = shared;
    this.#world = world;
  }

  create(attempt: string): MemoryLog {
    if (!attemptId.safeParse(attempt).success) throw attemptMissing(attempt, this.home);
    if (this.#shared.attempts.has(attempt)) throw folderNotWritable(attempt, "it exists");
    const kept = new MemoryAttempt();
    this.#shared.attempts.set(attempt, kept);
    return new MemoryLog(attempt, kept);
  }

  open(attempt: string): MemoryLog {
    const kept = this.#shared.attempts.get(attempt);
    if (!kept || kept.lines.length === 0) throw attemptMissing(attempt, this.home);
    return new MemoryLog(attempt, kept);
  }

  lock(attempt: string, takeOver = false): LockResult {
    if (!this.#shared.attempts.has(attempt)) throw attemptMissing(attempt, this.home);
    const owner = this.#shared.owners.get(attempt);
    if (owner && owner.window !== this.#world.window && !takeOver && !this.#isFree(owner)) {
      return { held: false, owner };
    }
    const staleHeartbeat = owner?.heartbeat ?? null;
    return { held: true, lock: new MemoryLock(this.#shared, attempt, this.#world), staleHeartbeat };
  }

  #isFree(owner: LockRecord): boolean {
    if (owner.host === this.#world.host && !this.#world.isAlive(owner.pid)) return true;
    return this.#world.now() - owner.heartbeat > STALE_MS;
  }

  summaries(): AttemptSummary[] {
    return [...this.#shared.attempts].flatMap(([attempt, { summary, damage }]) => {
      const log = new MemoryLog(attempt, this.#shared.attempt(attempt));
      const stamp = log.stamp();
      if (summary && JSON.stringify(summary.log) === JSON.stringify(stamp)) return [summary];
      const { events } = log.read();
      return events.length === 0 ? [] : [summarise(fold(events), stamp, damage !== null)];
    });
  }
}

class MemoryLock implements Lock {
  readonly #shared: MemoryHome;
  readonly #attempt: string;
  readonly #world: WindowWorld;
  /** This very record is the owner: another taking of the lock by the same window is not this lock. */
  #record: LockRecord;

  constructor(shared: MemoryHome, attempt: string, world: WindowWorld) {
    this.#shared = shared;
    this.#attempt = attempt;
    this.#world = world;
    this.#record = this.#renew();
  }

  #renew(): LockRecord {
    const { window, host, pid } = this.#world;
    this.#record = { window, host, pid, heartbeat: this.#world.now() };
    this.#shared.owners.set(this.#attempt, this.#record);
    return this.#record;
  }

  isHeld(): boolean {
    return this.#shared.owners.get(this.#attempt) === this.#record;
  }

  beat(): boolean {
    if (!this.isHeld()) return false;
    this.#renew();
    return true;
  }

  dispose(): void {
    if (this.isHeld()) this.#shared.owners.delete(this.#attempt);
  }
}
