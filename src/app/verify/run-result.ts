import type { Fact, RunTest } from "../../contract/run.ts";
import type { Done } from "./job.ts";

type Problem = Extract<Fact, { type: "run.problem" }>;
type Collected = Extract<Fact, { type: "run.collected" }>["tests"][number];

/** What one run of a suite on one variant came to. */
export interface RunResult {
  readonly collected: readonly Collected[];
  readonly tests: readonly RunTest[];
  readonly problems: readonly Problem[];
  /** How it ended before its end, undefined when it reached it. */
  readonly broke?: { readonly why: "timeout" | "died"; readonly how: string; readonly test?: string };
  /** Files that tests opened outside their place. */
  readonly opened: readonly { readonly path: string; readonly test: string }[];
  readonly ms: number;
}

/** A test that refuses a variant, and what it says. */
export interface Refusal {
  readonly test: string;
  readonly stage?: string;
  readonly perf: boolean;
  /** `expected … got …`, the error, or how the run broke off. */
  readonly says: string;
  readonly fact?: RunTest;
}

const SIGNALS: Record<number, string> = {
  6: "abort",
  9: "kill",
  11: "segmentation fault",
  24: "CPU time is up",
};

/** Sums up the facts of a run. */
export function summarise(facts: readonly Fact[], opened: RunResult["opened"], done: Done): RunResult {
  const tests = facts.filter((fact) => fact.type === "run.test");
  const collected = facts.find((fact) => fact.type === "run.collected")?.tests ?? [];
  const problems = facts.filter((fact) => fact.type === "run.problem");
  const result = { collected, tests, problems, opened, ms: done.ms ?? 0 };
  if (!done.timeout && facts.some((fact) => fact.type === "run.end")) return result;
  const reported = new Set(tests.map((test) => test.id));
  const test = collected.find(({ id }) => !reported.has(id))?.id;
  const timeout = done.timeout || done.signal === 24;
  const how = timeout ? "does not end" : `ends the process (${howItDied(done)})`;
  return { ...result, broke: { why: timeout ? "timeout" : "died", how, ...(test ? { test } : {}) } };
}

function howItDied({ exit, signal }: Done): string {
  if (signal) return SIGNALS[signal] ?? `signal ${signal}`;
  return `exit code ${exit}`;
}

/** The tests that do not pass, in the order in which they ran. */
export function refusals(result: RunResult): Refusal[] {
  const failed = result.tests
    .filter(({ outcome }) => outcome === "failed" || outcome === "error")
    .map(
      (fact): Refusal => ({
        test: fact.id,
        ...(fact.stage ? { stage: fact.stage } : {}),
        perf: fact.perf === true,
        says: saysOf(fact),
        fact,
      }),
    );
  const { broke } = result;
  if (broke?.test === undefined) return failed;
  const entry = result.collected.find(({ id }) => id === broke.test);
  return [
    ...failed,
    { test: broke.test, ...(entry?.stage ? { stage: entry.stage } : {}), perf: false, says: broke.how },
  ];
}

function saysOf({ want, got, error }: RunTest): string {
  if (want !== undefined && got !== undefined) return `expected ${want}, got ${got}`;
  const message = error?.message.split("\n")[0] ?? "";
  return error ? `${error.type}${message ? `: ${message}` : ""}` : "failed";
}

/** Whether every collected test passed and the run reached its end. */
export function isClean(result: RunResult): boolean {
  return (
    !result.broke &&
    result.problems.length === 0 &&
    result.tests.length > 0 &&
    result.tests.length === result.collected.length &&
    result.tests.every(({ outcome }) => outcome === "passed")
  );
}
