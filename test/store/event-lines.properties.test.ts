import assert from "node:assert/strict";
import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { FileAttemptLog } from "../../src/store/attempt-log.ts";
import { readEventLines } from "../../src/store/event-lines.ts";
import { validLog } from "../support/arbitrary-log.ts";
import { Temporary } from "../support/temporary.ts";

const bytesOf = (log: readonly unknown[]) =>
  Buffer.from(log.map((event) => `${JSON.stringify(event)}\n`).join(""));
const logAndByte = validLog.chain((log) =>
  fc.record({ log: fc.constant(log), byte: fc.nat({ max: bytesOf(log).length }) }),
);

describe("whatever was written into a log", () => {
  const temporary = new Temporary();
  after(() => temporary.dispose());

  it("reading gives it back", () => {
    const folder = temporary.folder();
    const path = join(folder, "events.jsonl");
    fc.assert(
      fc.property(validLog, (events) => {
        writeFileSync(path, "");
        const log = new FileAttemptLog(folder, "a");
        for (const event of events) log.append(event);
        log.dispose();
        assert.deepEqual(log.read(), { events, damage: null });
      }),
      { numRuns: 40 },
    );
  });

  it("a cut at any byte loses the event that was cut and none before it", () => {
    fc.assert(
      fc.property(logAndByte, ({ log, byte }) => {
        const text = bytesOf(log).subarray(0, byte).toString("utf8");
        const { events, damage } = readEventLines(text);
        assert.deepEqual(events, log.slice(0, events.length));
        const wholeLines = text.split("\n").length - 1;
        assert.ok(events.length === wholeLines || events.length === wholeLines + 1);
        // Without its first event a log is of no use; otherwise a torn tail is forgiven.
        assert.equal(damage === null, events.length > 0);
      }),
    );
  });

  it("after a cut at any byte the log goes on: the next event follows what was kept", () => {
    const folder = temporary.folder();
    const path = join(folder, "events.jsonl");
    fc.assert(
      fc.property(logAndByte, ({ log, byte }) => {
        writeFileSync(path, bytesOf(log));
        truncateSync(path, byte);
        const kept = new FileAttemptLog(folder, "a").read().events;
        fc.pre(kept.length > 0);
        const open = new FileAttemptLog(folder, "a");
        const next = { seq: kept.length, t: 9e12, type: "stage.start", stage: "s9" } as const;
        open.append(next);
        open.dispose();
        assert.deepEqual(open.read(), { events: [...kept, next], damage: null });
      }),
      { numRuns: 60 },
    );
  });

  it("a line that is lost in the middle is named, and everything before it kept", () => {
    const logAndLine = validLog
      .filter((log) => log.length > 2)
      .chain((log) =>
        fc.record({ log: fc.constant(log), lost: fc.integer({ min: 0, max: log.length - 2 }) }),
      );
    fc.assert(
      fc.property(logAndLine, ({ log, lost }) => {
        const { events, damage } = readEventLines(bytesOf(log.filter((_, i) => i !== lost)).toString());
        assert.deepEqual(events, log.slice(0, lost));
        assert.equal(damage?.line, lost + 1);
      }),
    );
  });

  it("a byte that is changed anywhere is never taken for an event that was not written there", () => {
    fc.assert(
      fc.property(logAndByte, fc.constantFrom(0x00, 0x0a, 0x7d, 0x22), ({ log, byte }, by) => {
        const bytes = bytesOf(log);
        fc.pre(byte < bytes.length);
        bytes[byte] = by;
        const { events } = readEventLines(bytes.toString("utf8"));
        const before = log.findIndex((_, i) => bytesOf(log.slice(0, i + 1)).length > byte);
        assert.deepEqual(events.slice(0, before), log.slice(0, before));
      }),
    );
  });
});
