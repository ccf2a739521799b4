import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HumanError } from "../../src/app/errors.ts";
import { FileAttemptLog } from "../../src/store/attempt-log.ts";
import { logOf, pause, stageStart, startEvent } from "../support/events.ts";
import { wholeRun } from "../support/facts.ts";
import { Temporary } from "../support/temporary.ts";

const LOG = logOf([0, stageStart("s1")], [10, pause()]);

describe("an attempt's log on disk", () => {
  const temporary = new Temporary();
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = temporary.folder();
    path = join(folder, "events.jsonl");
  });
  after(() => temporary.dispose());

  it("is one JSON object a line", () => {
    const log = new FileAttemptLog(folder, "a");
    for (const event of LOG) log.append(event);
    assert.equal(readFileSync(path, "utf8"), LOG.map((event) => `${JSON.stringify(event)}\n`).join(""));
  });

  it("starts a line of its own after a torn one, once", () => {
    const [start, opened, paused] = LOG.map((event) => JSON.stringify(event));
    writeFileSync(path, `${start}\n${opened?.slice(0, 9)}`);
    const log = new FileAttemptLog(folder, "a");
    assert.deepEqual(log.read(), { events: LOG.slice(0, 1), damage: null });
    for (const event of LOG.slice(1)) log.append(event);
    assert.deepEqual(log.read(), { events: LOG, damage: null });
    assert.equal(readFileSync(path, "utf8"), `${start}\n${opened?.slice(0, 9)}\n${opened}\n${paused}\n`);
  });

  it("leaves out facts that were torn or are no facts, and keeps the others", () => {
    const log = new FileAttemptLog(folder, "a");
    const facts = wholeRun("r1", [{ id: "t.py::a" }]);
    for (const fact of facts) log.appendFact("r1", fact);
    appendFileSync(join(folder, "runs", "r1.jsonl"), '{"type":"levitate","run":"r1"}\n\n{"type":"run.te');
    assert.deepEqual(log.readFacts("r1"), facts);
  });

  it("does not take a snap's temporary file for a snap", () => {
    const log = new FileAttemptLog(folder, "a");
    const hash = log.putSnap("x = 1\n");
    assert.deepEqual(readdirSync(join(folder, "snaps")), [hash]);
  });

  it("says which folder cannot be written, and what to do", () => {
    // A file in the folder's place: also the superuser cannot write below it.
    const blocked = join(folder, "blocked");
    writeFileSync(blocked, "");
    const log = new FileAttemptLog(blocked, "a");
    const fact = wholeRun("r1", [])[0];
    assert.ok(fact);
    for (const write of [
      () => log.append(startEvent()),
      () => log.appendFact("r1", fact),
      () => log.putSnap("x"),
    ]) {
      assert.throws(
        write,
        (error) =>
          error instanceof HumanError &&
          error.message.includes(blocked) &&
          /Choose another folder/.test(error.message),
      );
    }
  });

  it("that is gone cannot be read, and says so", () => {
    const log = new FileAttemptLog(folder, "a");
    assert.throws(
      () => log.read(),
      (error) => error instanceof HumanError && error.message.includes(path),
    );
  });

  it("has an event whole or not at all when the disk is full, and goes on when it no longer is", function () {
    if (process.platform === "win32") this.skip();
    // A limit on the size of files stands in for the full disk: it, too, takes a part of a line before it refuses.
    const script = join(import.meta.dirname, "..", "support", "fill-log.ts");
    const result = spawnSync(
      "sh",
      ["-c", 'ulimit -f 4 && exec "$0" "$@"', process.execPath, script, folder],
      {
        encoding: "utf8",
      },
    );
    assert.equal(result.stderr, "");
    const { appended, error } = JSON.parse(result.stdout) as { appended: number; error: string };
    assert.match(error, /^HumanError: .* cannot be written: /);
    assert.ok(appended > 3, `only ${appended} events were appended`);
    assert.ok(readFileSync(path).at(-1) === 0x0a, "a part of an event was left");

    const log = new FileAttemptLog(folder, "a");
    const { events } = log.read();
    assert.equal(events.length, appended);
    log.append({ seq: appended, t: 9e9, type: "attempt.end", reason: "submit" });
    assert.equal(log.read().damage, null);
    assert.equal(log.read().events.length, appended + 1);
  });
});
