import type { LockRecord, Marker } from "../contract/attempt.ts";
import type { AttemptStore } from "./ports.ts";
import { Session, type SessionOptions } from "./session.ts";

export type Opened =
  | { readonly session: Session }
  /** Another living window writes this attempt's log. */
  | { readonly owner: LockRecord };

/**
 * Takes an attempt's lock and resumes it.
 * @param takeOver take the lock from a living window
 * @throws HumanError when the log is missing or cannot be continued
 */
export function openAttempt(
  store: AttemptStore,
  marker: Marker,
  options: Omit<SessionOptions, "log" | "lock" | "staleHeartbeat">,
  takeOver = false,
): Opened {
  const log = store.open(marker.attempt);
  const result = store.lock(marker.attempt, takeOver);
  if (!result.held) {
    log.dispose();
    return { owner: result.owner };
  }
  const { lock, staleHeartbeat } = result;
  try {
    return { session: new Session({ ...options, log, lock, staleHeartbeat }) };
  } catch (error) {
    lock.dispose();
    log.dispose();
    throw error;
  }
}
