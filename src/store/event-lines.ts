import { formatTooNew } from "../app/errors.ts";
import type { Damage, LogContent } from "../app/ports.ts";
import { type AttemptEvent, attemptEvent, LOG_FORMAT } from "../contract/event.ts";

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/**
 * Reads a log. A torn line is forgiven where the numbering shows that no event is missing; from the first gap or
 * unreadable event on, nothing is believed and the damage is named.
 * @throws HumanError when the log was written by a newer version
 */
export function readEventLines(text: string): LogContent {
  const events: AttemptEvent[] = [];
  const lines = text.split("\n");
  let torn: Damage | null = null;
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const value = parse(line);
    const v = (value as { v?: unknown } | undefined)?.v;
    if (events.length === 0 && typeof v === "number" && v > LOG_FORMAT) {
      throw formatTooNew("This attempt's log", v, LOG_FORMAT);
    }
    if (value === undefined) {
      torn ??= { line: index + 1, problem: "the line is cut off" };
      continue;
    }
    const event = attemptEvent.safeParse(value);
    if (!event.success) {
      return { events, damage: torn ?? { line: index + 1, problem: "the event is not one we know" } };
    }
    if (events.length === 0 && event.data.type !== "attempt.start") {
      return { events, damage: torn ?? { line: index + 1, problem: "it does not begin with attempt.start" } };
    }
    if (event.data.seq !== events.length) {
      return { events, damage: torn ?? { line: index + 1, problem: `event ${events.length} is missing` } };
    }
    if (events.length > 0 && event.data.t < (events.at(-1)?.t ?? 0)) {
      return { events, damage: { line: index + 1, problem: "time runs backwards" } };
    }
    torn = null;
    events.push(event.data);
  }
  const empty = events.length === 0;
  return { events, damage: empty ? (torn ?? { line: 1, problem: "the log is empty" }) : null };
}
