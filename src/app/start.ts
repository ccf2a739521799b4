import type { AttemptSummary, Marker } from "../contract/attempt.ts";
import { MARKER_FORMAT } from "../contract/attempt.ts";
import type { Drill } from "../contract/drill.ts";
import { type AttemptStart, LOG_FORMAT } from "../contract/event.ts";
import type { AttemptStore } from "./ports.ts";

/** A file of the attempt as it is written at the start. */
export interface StarterFile {
  readonly path: string;
  readonly role: "solution" | "test" | "data" | "read-only";
  readonly content: string;
}

export interface StartOptions {
  readonly drill: Drill;
  readonly pack: string;
  readonly files: readonly StarterFile[];
  readonly env: AttemptStart["env"];
  /** Wall clock in ms. */
  readonly now: number;
  /** Four or more random lower-case characters, so that two starts in a second differ. */
  readonly salt: string;
  readonly earlier: readonly AttemptSummary[];
  /** False: practise without a time limit. */
  readonly clock: boolean;
}

/** `segment-pool-20261123-4f2a`: sorts by drill and day, unique by its salt. */
export function attemptIdFor(drill: string, now: number, salt: string): string {
  const day = new Date(now).toISOString().slice(0, 10).replaceAll("-", "");
  return `${drill}-${day}-${salt}`;
}

/** The signals that this drill can show (habits.md §1, `signals`). */
function signalsOf(drill: Drill): AttemptStart["signals"] {
  const signals: AttemptStart["signals"] = ["correctness", "code_quality"];
  if (drill.files.some((file) => file.role === "test")) signals.push("testing");
  if (drill.performance) signals.push("performance");
  return signals;
}

/**
 * Begins an attempt: its folder in the data home, copies of its starter files, and the first two events. The log
 * is closed again, for whichever window opens the attempt's folder.
 * @returns the marker to write into the attempt's visible folder
 */
export function beginAttempt(store: AttemptStore, options: StartOptions): Marker {
  const { drill, pack, now } = options;
  const attempt = attemptIdFor(drill.id, now, options.salt);
  const log = store.create(attempt);
  try {
    log.append({
      seq: 0,
      t: 0,
      type: "attempt.start",
      v: LOG_FORMAT,
      attempt,
      pack,
      drill: drill.id,
      drill_hash: drill.hash,
      kind: drill.kind,
      mode: "practice",
      clock: options.clock ? "on" : "off",
      // Questions and follow-ups are not offered yet, so the log says so (habits.md §3.1).
      interviewer: "off",
      assist: "open",
      nth: options.earlier.filter((one) => one.pack === pack && one.drill === drill.id).length + 1,
      signals: signalsOf(drill),
      limit_ms: options.clock ? drill.minutes * 60_000 : null,
      stages: drill.stages.map((stage) => stage.id),
      at: new Date(now).toISOString(),
      env: options.env,
      files: options.files.map(({ path, role, content }) => ({ path, role, snap: log.putSnap(content) })),
      baseline: drill.baseline,
      clarifications: drill.clarifications.map((item) => item.id),
    });
    log.append({ seq: 1, t: 0, type: "stage.start", stage: drill.stages[0]?.id ?? "s1" });
    log.sync();
  } finally {
    log.dispose();
  }
  return { format: MARKER_FORMAT, attempt, drill: drill.id, pack };
}
