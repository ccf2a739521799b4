import type { AssertionError } from "node:assert";
import { appendFileSync } from "node:fs";
import Mocha from "mocha";
import type { MochaRecord } from "./mocha-records.ts";

export interface MochaRun {
  /** absolute paths */
  files: readonly string[];
  /** the file to which the records are appended */
  out: string;
  timeoutMs: number;
  /** only tests whose full title contains this */
  grep?: string | undefined;
}

/**
 * Runs mocha in this process and appends its records to a file. A run that dies leaves no `end` record behind.
 * @returns the number of failed tests
 */
export async function runMocha({ files, out, timeoutMs, grep }: MochaRun): Promise<number> {
  const write = (record: MochaRecord) => appendFileSync(out, `${JSON.stringify(record)}\n`);
  const mocha = new Mocha({
    ui: "bdd",
    timeout: timeoutMs,
    forbidOnly: process.env.CI !== undefined,
    reporter: reporterTo(write),
    ...(grep === undefined ? {} : { fgrep: grep }),
  });
  for (const file of files) mocha.addFile(file);
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    write({ type: "fail", title: "the test files load", ms: 0, error: describe(error) });
    throw error;
  }
  return await new Promise<number>((done) => mocha.run(done));
}

function reporterTo(write: (record: MochaRecord) => void) {
  const { EVENT_RUN_BEGIN, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING, EVENT_RUN_END } =
    Mocha.Runner.constants;
  return class Recorder extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
      super(runner, options);
      let passed = 0;
      let failed = 0;
      let skipped = 0;
      runner.on(EVENT_RUN_BEGIN, () => write({ type: "begin", tests: runner.total }));
      runner.on(EVENT_TEST_PASS, (test) => {
        passed += 1;
        write({ type: "pass", title: test.fullTitle(), ms: test.duration ?? 0 });
      });
      runner.on(EVENT_TEST_PENDING, (test) => {
        skipped += 1;
        write({ type: "skip", title: test.fullTitle(), ms: 0 });
      });
      runner.on(EVENT_TEST_FAIL, (test, error: unknown) => {
        failed += 1;
        write({ type: "fail", title: test.fullTitle(), ms: test.duration ?? 0, error: describe(error) });
      });
      runner.on(EVENT_RUN_END, () => write({ type: "end", passed, failed, skipped }));
    }
  };
}

/** The stack, and what was wanted and what came where the assertion tells. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { actual, expected, generatedMessage } = error as Partial<AssertionError>;
  const text = error.stack ?? error.message;
  if (generatedMessage || (actual === undefined && expected === undefined)) return text;
  const show = (value: unknown) => Mocha.utils.stringify(value) ?? "undefined";
  return `${text}\nexpected: ${show(expected)}\nactual:   ${show(actual)}`;
}
