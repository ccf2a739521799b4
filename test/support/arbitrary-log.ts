import fc from "fast-check";
import type { AttemptEvent, NewEvent } from "../../src/contract/event.ts";
import { logOf, pause, resume, runEnd, runStart, stageStart } from "./events.ts";
import { hiddenIds } from "./facts.ts";
import { COUNTS } from "./sample-drill.ts";

type Step = { readonly dt: number; readonly choice: number; readonly outcomes: readonly boolean[] };

const step: fc.Arbitrary<Step> = fc.record({
  dt: fc.oneof(fc.constant(0), fc.nat({ max: 5_000 }), fc.nat({ max: 3_600_000 })),
  choice: fc.nat(),
  outcomes: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
});

/** What may follow in an attempt that stands like this; the choice among it is the step's. */
interface Standing {
  stage: 1 | 2 | 3;
  paused: "user" | "suspend" | "reload" | null;
  running: "own" | "hidden" | null;
  ended: boolean;
  runs: number;
  hints: number;
}

function possible(now: Standing, { outcomes }: Step): NewEvent[] {
  const run = `r${now.runs + (now.running ? 0 : 1)}`;
  const stage = `s${now.stage}`;
  if (now.running === "own") {
    return [
      runEnd(run, "own", Object.fromEntries(outcomes.map((ok, i) => [`t::${i}`, ok ? "passed" : "failed"]))),
    ];
  }
  if (now.running === "hidden") {
    const ids = (["s1", "s2", "s3"] as const).slice(0, now.stage).flatMap((id) => hiddenIds(id, COUNTS[id]));
    const entries = ids.map((id, i) => [id, outcomes[i] ? "passed" : "failed"] as const);
    return [
      runEnd(run, "hidden", Object.fromEntries(entries), { stage }),
      runEnd(run, "hidden", Object.fromEntries(entries), { stage, light: "red", err: { type: "crash" } }),
      runEnd(run, "hidden", {}, { stage, light: "none", err: { type: "interrupted" } }),
    ];
  }
  if (now.ended) return [runStart(run, "hidden", stage)];
  if (now.paused) return [resume(now.paused), { type: "attempt.end", reason: "abandon" }];
  return [
    runStart(run, "own"),
    runStart(run, "hidden", stage),
    pause("user"),
    pause("suspend"),
    pause("reload"),
    ...(now.stage < 3 ? [stageStart(`s${now.stage + 1}`)] : []),
    ...(now.hints < 3 ? [{ type: "hint" as const, id: `h${now.hints + 1}`, level: now.hints + 1 }] : []),
    { type: "attempt.end", reason: "submit" },
  ];
}

function after(now: Standing, event: NewEvent): Standing {
  switch (event.type) {
    case "run.start":
      return { ...now, running: event.suite === "own" ? "own" : "hidden", runs: now.runs + 1 };
    case "run.end":
      return { ...now, running: null };
    case "attempt.pause":
      return { ...now, paused: event.reason };
    case "attempt.resume":
      return { ...now, paused: null };
    case "stage.start":
      return { ...now, stage: now.stage === 1 ? 2 : 3 };
    case "hint":
      return { ...now, hints: now.hints + 1 };
    case "attempt.end":
      return { ...now, ended: true };
    default:
      return now;
  }
}

/** Logs that a session could have written, of any length. */
export const validLog: fc.Arbitrary<AttemptEvent[]> = fc.array(step, { maxLength: 40 }).map((steps) => {
  let now: Standing = { stage: 1, paused: null, running: null, ended: false, runs: 0, hints: 0 };
  let t = 0;
  const events: (readonly [number, NewEvent])[] = [[0, stageStart("s1")]];
  for (const one of steps) {
    const options = possible(now, one);
    const event = options[one.choice % options.length];
    if (!event) break;
    t += one.dt;
    events.push([t, event]);
    now = after(now, event);
  }
  return logOf(...events);
});
