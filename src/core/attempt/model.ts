import type { Drill } from "../../contract/drill.ts";
import type { Light } from "../../contract/event.ts";
import type { RunFact, RunTest } from "../../contract/run.ts";
import { clockText, clockTime } from "./clock.ts";
import { hintText } from "./stages.ts";
import type { AttemptState } from "./state.ts";

/** A check that did not pass, as the candidate knows it. */
export interface FailingCheck {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  /** Relative to the attempt's folder: the candidate's own line. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

export interface StageRow {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly status: "closed" | "open" | "red" | "green";
  readonly passed: number;
  /** Number of its checks, from the drill's lock. */
  readonly total: number;
  readonly minutes: number;
  readonly failing: readonly FailingCheck[];
}

export type AttemptStatus = "running" | "paused" | "ended" | "open";

/** What an attempt is doing; needs no facts, so it may be asked at every fact of a run. */
export function attemptStatus({ ended, running, paused }: AttemptState): AttemptStatus {
  return ended ? "ended" : running ? "running" : paused ? "paused" : "open";
}

/** What the Attempt view, the status bar and the inline results show. */
export interface AttemptModel {
  readonly title: string;
  readonly stage: { readonly number: number; readonly of: number; readonly title: string };
  readonly elapsed: string;
  readonly limit: string | null;
  readonly late: boolean;
  readonly status: AttemptStatus;
  /** The last five. */
  readonly lights: readonly { readonly light: Light; readonly suite: string }[];
  readonly stages: readonly StageRow[];
  readonly own: {
    readonly light: Light | null;
    readonly passed: number;
    readonly failed: number;
    readonly failing: readonly FailingCheck[];
    /** What kept the tests from running, in a few words; null when they ran. */
    readonly problem: string | null;
  };
  /** What kept the hidden tests from counting, in a few words; null when they did. */
  readonly hiddenProblem: string | null;
  /** Texts of the hints that were shown, in the order in which they came. */
  readonly hints: { readonly shown: readonly string[]; readonly of: number };
}

/** Facts of the latest run of each suite. */
export interface LatestFacts {
  readonly own: readonly RunFact[];
  readonly hidden: readonly RunFact[];
}

const PROBLEMS: Readonly<Record<string, string>> = {
  interrupted: "interrupted",
  disturbed: "disturbed: not every test reported",
  timeout: "out of time",
  memory: "out of memory",
  output: "too much output",
  exit: "Python left before the tests were over",
  SystemExit: "sys.exit before the tests were over",
  killed: "Python was killed",
  crash: "Python crashed",
  pytest: "pytest could not start",
  "no tests": "no test found",
  "all skipped": "every test was skipped",
};

/** An error in one line: assertions speak for themselves, others by their type too. */
function errorText(error: RunTest["error"]): string {
  if (!error) return "failed";
  if (error.message === "") return error.type;
  if (error.type === "AssertionError" || error.message.startsWith(error.type)) return error.message;
  return `${error.type}: ${error.message}`;
}

function failing(test: RunTest): FailingCheck {
  const name = test.id.slice(test.id.lastIndexOf("::") + 2);
  const value = test.got !== undefined && test.want !== undefined;
  return {
    id: test.id,
    title: test.title ?? name,
    message: value ? `expected ${test.want}, got ${test.got}` : errorText(test.error),
    file: test.error?.file,
    line: test.error?.line,
  };
}

/** What did not pass: the problems that kept tests from being collected, and the tests that failed. */
interface Failures {
  readonly problems: readonly FailingCheck[];
  readonly tests: readonly FailingCheck[];
}

function failures(facts: readonly RunFact[]): Failures {
  const problems = facts.filter((fact) => fact.type === "run.problem");
  const tests = facts.filter((fact) => fact.type === "run.test");
  return {
    problems: problems.map(({ error: { type, message, file, line } }, index) => ({
      id: `problem:${index + 1}`,
      title: `${type}: ${message}`,
      message,
      file,
      line,
    })),
    tests: tests.filter(({ outcome }) => outcome === "failed" || outcome === "error").map(failing),
  };
}

/** In a few words, why a light says nothing about the tests; null when it does. */
function problemOf(run: AttemptState["lastOwn"]): string | null {
  if (!run?.err || run.light === "green") return null;
  if (run.light === "red" && run.err.test !== undefined) return null;
  return PROBLEMS[run.err.type] ?? run.err.type;
}

function stageRow(drill: Drill, state: AttemptState, index: number, failed: Failures): StageRow | null {
  const stage = drill.stages[index];
  const progress = state.stages[index];
  if (!stage || !progress) return null;
  const own = failed.tests.filter((check) => check.id.startsWith(`${stage.id}::`));
  // What kept every test from running belongs to no stage: it is shown where the candidate works.
  const problems = stage.id === state.stage ? failed.problems : [];
  const green = progress.total > 0 && progress.passed === progress.total;
  const status =
    progress.openedAt === null ? "closed" : green ? "green" : progress.total > 0 ? "red" : "open";
  return {
    id: stage.id,
    number: index + 1,
    title: stage.title,
    status,
    passed: progress.passed,
    total: drill.tests[stage.id] ?? progress.total,
    minutes: stage.minutes,
    failing: [...problems, ...own],
  };
}

/**
 * The model of an attempt at one moment.
 * @param t now, in milliseconds since `attempt.start`
 */
export function attemptModel(drill: Drill, state: AttemptState, facts: LatestFacts, t: number): AttemptModel {
  const elapsed = clockTime(t, state.pauses);
  const limit = state.start.limit_ms;
  const number = drill.stages.findIndex((stage) => stage.id === state.stage) + 1;
  const hidden = failures(facts.hidden);
  const own = failures(facts.own);
  const { lastOwn } = state;
  return {
    title: drill.title,
    stage: { number, of: drill.stages.length, title: drill.stages[number - 1]?.title ?? "" },
    elapsed: clockText(elapsed),
    limit: limit === null ? null : clockText(limit),
    late: limit !== null && elapsed > limit,
    status: attemptStatus(state),
    lights: state.lights.slice(-5).map(({ light, suite }) => ({ light, suite })),
    stages: drill.stages.flatMap((_, index) => stageRow(drill, state, index, hidden) ?? []),
    own: {
      light: lastOwn?.light ?? null,
      passed: lastOwn?.passed ?? 0,
      failed: (lastOwn?.failed ?? 0) + (lastOwn?.errors ?? 0),
      failing: [...own.problems, ...own.tests],
      problem: problemOf(lastOwn),
    },
    hiddenProblem: problemOf(state.lastHidden),
    hints: { shown: state.hints.map(({ id }) => hintText(drill, id)), of: drill.hints.length },
  };
}
