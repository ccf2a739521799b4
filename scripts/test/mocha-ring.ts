import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { MochaRecord } from "../../test/support/mocha-records.ts";
import type { Group } from "../processes/group.ts";
import { followRecords } from "./follow-records.ts";
import { nothing, oneFailed, sum, type Tally } from "./tally.ts";

export interface MochaRing {
  /** starts a process that runs mocha and writes its records to this file */
  start(records: string): Promise<Group> | Group;
  /** the whole ring's time */
  limitMs: number;
  /** names each test that passes, too */
  verbose: boolean;
}

/** What a process may take to end after its last test; longer, and something was left open. */
const GOODBYE_MS = 5000;

/** Runs mocha somewhere and counts what it records. A run without a test, an end or a clean exit has failed. */
export async function mochaRing({ start, limitMs, verbose }: MochaRing): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), "pd-"));
  const records = join(folder, "records.jsonl");
  const counts = { ...nothing };
  const ended = Promise.withResolvers<"ended">();
  let hasEnded = false;
  const stopFollowing = followRecords(records, (record) => {
    print(record, verbose);
    if (record.type === "pass") counts.passed += 1;
    if (record.type === "skip") counts.skipped += 1;
    if (record.type === "fail") counts.failed += 1;
    if (record.type === "end") {
      hasEnded = true;
      ended.resolve("ended");
    }
  });
  const group = await start(records);
  const problems: string[] = [];
  try {
    const exited = group.exit.then((code) => ({ code }));
    let what = await Promise.race([exited, ended.promise, late(limitMs)]);
    if (what === "ended") what = await Promise.race([exited, late(GOODBYE_MS)]);
    stopFollowing();
    if (typeof what === "object") {
      if (!hasEnded) problems.push(`It ended before its tests did (exit code ${what.code}).`);
      else if (what.code !== 0 && counts.failed === 0) problems.push(`It ended with exit code ${what.code}.`);
    } else if (hasEnded) problems.push(`It was still running ${GOODBYE_MS / 1000} s after its last test.`);
    else problems.push(`It did not end within ${limitMs / 1000} s.`);
  } finally {
    await group.stop();
    stopFollowing();
    rmSync(folder, { recursive: true, force: true });
  }
  if (counts.passed + counts.failed === 0) problems.push("It ran no test.");
  for (const problem of problems) console.log(`  ✗ ${problem}`);
  return sum([counts, ...problems.map(() => oneFailed)]);
}

function late(afterMs: number): Promise<"late"> {
  return sleep(afterMs, "late", { ref: false });
}

function print(record: MochaRecord, verbose: boolean): void {
  if (record.type === "note") console.log(`  ${record.text}`);
  if (record.type === "skip") console.log(`  - ${record.title}`);
  if (record.type === "pass" && verbose) console.log(`  ✓ ${record.title} (${Math.round(record.ms)} ms)`);
  if (record.type === "fail") {
    console.log(
      `  ✗ ${record.title} (${Math.round(record.ms)} ms)\n${record.error.replace(/^/gm, "      ")}`,
    );
  }
}
