import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { folderNotWritable } from "../app/errors.ts";
import type { Lock, LockResult } from "../app/ports.ts";
import { type LockRecord, lockRecord } from "../contract/attempt.ts";
import { writeWhole } from "./write-whole.ts";

/** A lock whose owner gave no sign of life for this long belongs to nobody. */
export const STALE_MS = 20_000;
/** Heartbeat of a lock that its owner has given back. */
const RELEASED = 0;

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

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

/**
 * Owners are numbered: `lock.1`, `lock.2` …, each file created exclusively and written by its owner alone, and the
 * highest number has the lock. So one owner follows another in a single atomic step: a file that is deleted and
 * made again would be deleted a second time by a window that had judged the old one. The highest is never deleted.
 */
const pathOf = (folder: string, number: number) => join(folder, `lock.${number}`);

/** The numbers of the owners whose files are there; none when the folder was deleted. */
function owners(folder: string): number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => /^lock\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? []);
}

/** The number of the present owner; 0 when there was none yet. */
function highest(folder: string): number {
  return Math.max(0, ...owners(folder));
}

/** What an owner says of itself; undefined when its file is gone. */
function readLock(path: string): LockRecord | undefined {
  try {
    return lockRecord.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Created but not yet written, or left half written by a crash: an owner without a name, as old as its file.
    const heartbeat = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return heartbeat === undefined ? undefined : { window: "", host: "", pid: 0, heartbeat };
  }
}

function createExclusively(path: string, record: LockRecord): boolean {
  try {
    const fd = openSync(path, "wx");
    writeSync(fd, JSON.stringify(record));
    closeSync(fd);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

function recordOf(world: LockWorld): LockRecord {
  return { window: world.window, host: world.host, pid: world.pid, heartbeat: world.now() };
}

class FileLock implements Lock {
  readonly #folder: string;
  readonly #number: number;
  readonly #world: LockWorld;
  #released = false;

  constructor(folder: string, number: number, world: LockWorld) {
    this.#folder = folder;
    this.#number = number;
    this.#world = world;
  }

  isHeld(): boolean {
    return !this.#released && highest(this.#folder) === this.#number;
  }

  beat(): boolean {
    if (!this.isHeld()) return false;
    this.#write(recordOf(this.#world));
    return true;
  }

  dispose(): void {
    if (this.isHeld()) this.#write({ ...recordOf(this.#world), heartbeat: RELEASED });
    this.#released = true;
  }

  #write(record: LockRecord): void {
    try {
      writeWhole(pathOf(this.#folder, this.#number), JSON.stringify(record));
    } catch (cause) {
      throw folderNotWritable(this.#folder, cause);
    }
  }
}

/** True when the owner can no longer be writing: it said so, its process is gone, or it has been silent for long. */
function isFree(owner: LockRecord, world: LockWorld): boolean {
  if (owner.heartbeat === RELEASED) return true;
  if (owner.host === world.host && !world.isAlive(owner.pid)) return true;
  return world.now() - owner.heartbeat > STALE_MS;
}

/**
 * Takes the lock of an attempt's folder unless a living window holds it.
 * @param takeOver take it in any case; the former owner notices before it next writes
 */
export function takeLock(folder: string, world: LockWorld, takeOver = false): LockResult {
  for (;;) {
    const before = highest(folder);
    const owner = before === 0 ? null : readLock(pathOf(folder, before));
    if (owner === undefined) continue;
    if (owner && owner.window !== world.window && !takeOver && !isFree(owner, world)) {
      return { held: false, owner };
    }
    const number = before + 1;
    if (!createExclusively(pathOf(folder, number), recordOf(world))) continue;
    for (const old of owners(folder)) if (old < number) rmSync(pathOf(folder, old), { force: true });
    const lock = new FileLock(folder, number, world);
    if (!lock.isHeld()) continue;
    const staleHeartbeat = owner && owner.heartbeat !== RELEASED ? owner.heartbeat : null;
    return { held: true, lock, staleHeartbeat };
  }
}
