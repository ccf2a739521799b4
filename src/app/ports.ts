/** What the session needs from outside. Each port has an in-memory twin that passes the same contract test. */
import type { AttemptSummary, LockRecord } from "../contract/attempt.ts";
import type { AttemptEvent } from "../contract/event.ts";
import type { RunFact, RunRequest } from "../contract/run.ts";
import type { Remedy } from "./errors.ts";

/** Ends a subscription or a resource. */
export interface Disposable {
  dispose(): void;
}

/** Time, and what happens again and again. */
export interface Clock {
  /** Wall clock in ms since 1970. */
  now(): number;
  /** Calls `tick` every `ms` until disposed. */
  every(ms: number, tick: () => void): Disposable;
}

/** What is wrong with a log that could be read only in part. */
export interface Damage {
  /** 1-based line of the first unreadable or missing event. */
  readonly line: number;
  readonly problem: string;
}

/** The events of a log as far as they can be believed. */
export interface LogContent {
  readonly events: readonly AttemptEvent[];
  readonly damage: Damage | null;
}

/** One attempt's folder in the data home, opened for writing by the owner of its lock. */
export interface AttemptLog extends Disposable {
  readonly attempt: string;
  read(): LogContent;
  /** Appends one event; it is in the file when this returns. */
  append(event: AttemptEvent): void;
  /** Forces what was appended onto the disk. */
  sync(): void;
  /** Appends one fact to `runs/<run>.jsonl`. */
  appendFact(run: string, fact: RunFact): void;
  /** The facts of a run; whatever cannot be read is left out. */
  readFacts(run: string): RunFact[];
  /** Keeps a copy of a file's content and returns its hash. */
  putSnap(content: string): string;
  getSnap(hash: string): string | null;
  /** Size and time of the log, as the summary remembers them. */
  stamp(): { size: number; mtime: number };
  writeSummary(summary: AttemptSummary): void;
}

export type LockResult =
  | { readonly held: true; readonly lock: Lock; readonly staleHeartbeat: number | null }
  | { readonly held: false; readonly owner: LockRecord };

/** The right to write an attempt's log. */
export interface Lock extends Disposable {
  /** False when another window has taken over. */
  isHeld(): boolean;
  /** Renews the heartbeat. @returns false when another window has taken over */
  beat(): boolean;
}

/** All attempts of this person: their logs, locks and summaries. */
export interface AttemptStore {
  /** The data home, for messages. */
  readonly home: string;
  /** Creates an attempt's folder. */
  create(attempt: string): AttemptLog;
  /** @throws HumanError when there is no such attempt */
  open(attempt: string): AttemptLog;
  /** Takes the lock unless another living window holds it; `takeOver` takes it in any case. */
  lock(attempt: string, takeOver?: boolean): LockResult;
  /** Summaries of all attempts, made again from the log where missing or stale. */
  summaries(): AttemptSummary[];
}

/** The attempt's visible files, wherever they are edited. Paths are relative to its folder. */
export interface Workbench {
  readonly folder: string;
  /** Saves every changed file of the folder. */
  save(): Promise<void>;
  /** Current content, unsaved changes included; null when the file is missing. */
  read(path: string): Promise<string | null>;
  /** Adds text at the end of a file as an edit that can be undone. */
  append(path: string, text: string): Promise<void>;
  /** Replaces a file's content as an edit that can be undone. */
  replace(path: string, text: string): Promise<void>;
  /** Writes a file that belongs to us (the prompt). */
  write(path: string, text: string): Promise<void>;
}

/** Runs suites, one at a time. */
export interface Runner {
  /**
   * Makes sure that a run can start: interpreter found, folder trusted, host connected.
   * @throws HumanError when it cannot
   */
  ready(): Promise<void>;
  /** Runs a suite. Resolves after the run's last fact; facts arrive through `onFact`. */
  run(request: RunRequest, onFact: (fact: RunFact) => void): Promise<void>;
  /** Ends the run now. */
  stop(run: string): void;
}

/** A button of a message: an intent, or a place to look at. */
export type MessageAction = { readonly title: string; readonly intent: Intent } | { readonly remedy: Remedy };

/** Something to tell the candidate once, without stealing focus. */
export interface Message {
  readonly kind: "info" | "warning" | "error";
  readonly text: string;
  readonly actions?: readonly MessageAction[];
}

/** What a person wants; every surface sends the same. */
export type Intent =
  | { readonly type: "run"; readonly suite: "own" | "hidden"; readonly select?: readonly string[] }
  | { readonly type: "stop" }
  | { readonly type: "pause" }
  | { readonly type: "resume" }
  | { readonly type: "hint" }
  | { readonly type: "resetFile"; readonly path: string }
  | { readonly type: "finish"; readonly anyway?: boolean }
  | { readonly type: "giveUp" };

/** Where the session tells the candidate what happened. */
export interface View {
  tell(message: Message): void;
}
