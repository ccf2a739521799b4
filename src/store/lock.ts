import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Lock, LockResult } from "../app/ports.ts";
import { type LockRecord, lockRecord } from "../contract/attempt.ts";
import { writeWhole } from "./attempt-log.ts";

/** A lock whose owner gave no sign of life for this long belongs to nobody. */
export const STALE_MS = 20_000;

export interface LockWorld {
  /** This window: unique for each start. */
  readonly window: string;
  readonly pid: number;
  readonly host: string;
  now(): number;
  isAlive(pid: number): boolean;
}

/** The real one: this process on this machine. */
export function lockWorld(window: string): LockWorld {
  return {
    window,
    pid: process.pid,
    host: hostname(),
    now: () => Date.now(),
    isAlive(pid) {
      try {
        process.kill(pid, 0);
        return true;
      } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
      }
    },
  };
}

function readLock(path: string): LockRecord | null {
  try {
    return lockRecord.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

function createExclusively(path: string, record: LockRecord): boolean {
  try {
    const fd = openSync(path, "wx");
    writeSync(fd, JSON.stringify(record));
    closeSync(fd);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

class FileLock implements Lock {
  readonly #path: string;
  readonly #world: LockWorld;
  constructor(path: string, world: LockWorld) {
    this.#path = path;
    this.#world = world;
  }
  #isOurs(): boolean {
    return readLock(this.#path)?.window === this.#world.window;
  }
  beat(): boolean {
    if (!this.#isOurs()) return false;
    writeWhole(this.#path, JSON.stringify(recordOf(this.#world)));
    return true;
  }
  dispose(): void {
    if (this.#isOurs()) rmSync(this.#path, { force: true });
  }
}

function recordOf(world: LockWorld): LockRecord {
  return { window: world.window, host: world.host, pid: world.pid, heartbeat: world.now() };
}

/** True when the owner can no longer be writing: its process is gone, or it has been silent for long. */
function isStale(owner: LockRecord, world: LockWorld): boolean {
  if (owner.host === world.host && !world.isAlive(owner.pid)) return true;
  return world.now() - owner.heartbeat > STALE_MS;
}

/**
 * Takes the lock of an attempt's folder unless a living window holds it.
 * @param takeOver take it in any case; the former owner notices at its next heartbeat
 */
export function takeLock(folder: string, world: LockWorld, takeOver = false): LockResult {
  const path = join(folder, "lock");
  for (;;) {
    if (createExclusively(path, recordOf(world))) {
      return { held: true, lock: new FileLock(path, world), staleHeartbeat: null };
    }
    const owner = readLock(path);
    if (owner && owner.window !== world.window && !takeOver && !isStale(owner, world)) {
      return { held: false, owner };
    }
    rmSync(path, { force: true });
    if (owner && createExclusively(path, recordOf(world))) {
      return { held: true, lock: new FileLock(path, world), staleHeartbeat: owner.heartbeat };
    }
  }
}
