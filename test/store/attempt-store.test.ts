import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HumanError } from "../../src/app/errors.ts";
import { fold } from "../../src/core/attempt/state.ts";
import { summarise } from "../../src/core/attempt/summary.ts";
import { FileAttemptStore } from "../../src/store/attempt-store.ts";
import { lockWorld } from "../../src/store/lock.ts";
import { logOf, stageStart, startEvent } from "../support/events.ts";
import { Temporary } from "../support/temporary.ts";

const ID = "segment-pool-20261123-4f2a";
const LOG = logOf([0, stageStart("s1")]);
const human = (pattern: RegExp) => (error: unknown) =>
  error instanceof HumanError && pattern.test(error.message);

describe("attempts in a data home", () => {
  const temporary = new Temporary();
  let home: string;
  let store: FileAttemptStore;
  const at = (...path: readonly string[]) => join(home, "attempts", ...path);
  const begin = (attempt = ID) => {
    const log = store.create(attempt);
    for (const event of LOG) log.append(event);
    return log;
  };

  beforeEach(() => {
    home = temporary.folder();
    store = new FileAttemptStore(home, lockWorld("w1"));
  });
  after(() => temporary.dispose());

  it("are folders named after them", () => {
    begin();
    assert.ok(existsSync(at(ID, "events.jsonl")));
  });

  it("cannot be reached outside of it", () => {
    writeFileSync(join(home, "events.jsonl"), `${JSON.stringify(startEvent())}\n`);
    mkdirSync(at());
    for (const id of ["..", "../", "../attempts", "./..", "a/../.."]) {
      assert.throws(() => store.open(id), human(/is not in/), id);
    }
  });

  it("that cannot be made say which folder, and what to do", () => {
    writeFileSync(at(), "");
    assert.throws(() => store.create(ID), human(/attempts.* cannot be written: .*Choose another folder/));
  });

  it("whose folder is empty are missing, with advice", () => {
    mkdirSync(at(ID), { recursive: true });
    assert.throws(() => store.open(ID), human(/pairDrills\.dataFolder/));
  });

  describe("summarised for lists", () => {
    const written = (attempt = ID) => {
      const log = store.open(attempt);
      const summary = { ...summarise(fold(log.read().events), log.stamp(), false), nth: 77 };
      log.writeSummary(summary);
      return summary;
    };

    it("use the stored summary as it is", () => {
      begin();
      const summary = written();
      assert.deepEqual(store.summaries(), [summary]);
      assert.deepEqual(JSON.parse(readFileSync(at(ID, "summary.json"), "utf8")), summary);
    });

    for (const [what, spoil] of [
      ["is not JSON", () => "{"],
      ["is empty", () => ""],
      ["is of a newer format", (text: string) => text.replace('"format":1', '"format":2')],
      ["lacks a key", (text: string) => text.replace('"hints":0,', "")],
      ["was made from a log of another size", (text: string) => text.replace(/"size":\d+/, '"size":1')],
      ["was made from a log of another time", (text: string) => text.replace(/"mtime":[\d.]+/, '"mtime":1')],
    ] as const) {
      it(`are made again from the log when the stored one ${what}`, () => {
        begin();
        written();
        const before = readFileSync(at(ID, "summary.json"), "utf8");
        const after = spoil(before);
        assert.notEqual(after, before);
        writeFileSync(at(ID, "summary.json"), after);
        assert.deepEqual(
          store.summaries().map(({ nth }) => nth),
          [1],
        );
      });
    }

    it("say of a damaged log that it is, and tell what is before the damage", () => {
      begin();
      writeFileSync(at(ID, "events.jsonl"), `${LOG.map((e) => JSON.stringify(e)).join("\n")}\n{"seq":9}\n`);
      const [summary] = store.summaries();
      assert.deepEqual([summary?.attempt, summary?.damaged], [ID, true]);
    });

    it("leave out what cannot be read, and show the rest", () => {
      begin();
      const spoilt = (name: string, text: string) => {
        mkdirSync(at(name));
        writeFileSync(at(name, "events.jsonl"), text);
      };
      spoilt("empty-drill-20261101-aaaa", "");
      spoilt("newer-drill-20261101-aaaa", `${JSON.stringify({ ...startEvent(), v: 99 })}\n`);
      spoilt("headless-drill-20261101-aaaa", `${JSON.stringify({ ...LOG[1], seq: 0 })}\n{}\n`);
      mkdirSync(at("bare-drill-20261101-aaaa"));
      mkdirSync(at("folder-drill-20261101-aaaa", "events.jsonl"), { recursive: true });
      writeFileSync(at("a-file-20261101-aaaa"), "not a folder");
      writeFileSync(at(".DS_Store"), "");
      mkdirSync(at("NOT AN ID"));
      assert.deepEqual(
        store.summaries().map(({ attempt }) => attempt),
        [ID],
      );
    });
  });
});
