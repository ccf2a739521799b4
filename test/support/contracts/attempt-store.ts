import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { HumanError } from "../../../src/app/errors.ts";
import type { AttemptStore, LockResult } from "../../../src/app/ports.ts";
import type { RunFact } from "../../../src/contract/run.ts";
import { fold } from "../../../src/core/attempt/state.ts";
import { summarise } from "../../../src/core/attempt/summary.ts";
import { logOf, runEnd, stageStart, startEvent } from "../events.ts";
import { wholeRun } from "../facts.ts";
import type { WindowWorld } from "../memory-store.ts";

const ID = "segment-pool-20261123-4f2a";

/** A data home that is new for each test. */
export interface Home {
  /** The attempts as this window sees them. */
  store(world: WindowWorld): AttemptStore;
  dispose(): void;
}

const isHuman = (error: unknown) => error instanceof HumanError;

/** What every AttemptStore must do; the session relies on nothing else. */
export function attemptStoreContract(name: string, makeHome: () => Home): void {
  describe(`the contract of an attempt store: ${name}`, () => {
    let home: Home;
    let now: number;
    let dead: Set<number>;
    const world = (n: number, host = "desk"): WindowWorld => ({
      window: `w${n}`,
      pid: 100 + n,
      host,
      now: () => now,
      isAlive: (pid) => !dead.has(pid),
    });
    const store = (n = 1, host?: string) => home.store(world(n, host));
    const held = (result: LockResult) => {
      assert.ok(result.held, "the lock is not held");
      return result;
    };
    const log = logOf([0, stageStart("s1")], [90, runEnd("r1", "own", { "t::a": "passed" })]);
    /** Begins the attempt with `log`. */
    const begun = () => {
      const open = store().create(ID);
      for (const event of log) open.append(event);
      return open;
    };

    beforeEach(() => {
      home = makeHome();
      now = Date.parse("2026-11-23T09:00:00Z");
      dead = new Set();
    });
    afterEach(() => home.dispose());

    describe("a log", () => {
      it("gives back every event that was appended, in order", () => {
        const open = begun();
        open.sync();
        open.dispose();
        assert.deepEqual(store(2).open(ID).read(), { events: log, damage: null });
      });

      it("has an event for other readers as soon as it was appended", () => {
        const open = store().create(ID);
        open.append(startEvent());
        assert.deepEqual(store(2).open(ID).read().events, [startEvent()]);
      });

      it("goes on where another window has left it", () => {
        begun().dispose();
        const next = { ...runEnd("r2", "own", {}), seq: log.length, t: 120 };
        store(2).open(ID).append(next);
        assert.deepEqual(store(3).open(ID).read().events, [...log, next]);
      });

      it("takes nothing more once it is closed", () => {
        const open = begun();
        open.dispose();
        assert.throws(() => open.append({ ...startEvent(), seq: log.length }));
        assert.deepEqual(store().open(ID).read().events, log);
      });

      it("of an attempt that is not there says so", () => {
        assert.throws(() => store().open(ID), isHuman);
      });

      it("is made once: a second attempt of the same name is refused and changes nothing", () => {
        begun();
        assert.throws(() => store(2).create(ID), isHuman);
        assert.deepEqual(store().open(ID).read().events, log);
      });

      it("cannot leave its folder, whatever the name", () => {
        for (const id of ["../escape", "a/b/c/d", "..", "", "c:\\temp", "UPPER-case", "attempt\0x"]) {
          assert.throws(() => store().open(id), isHuman, id);
          assert.throws(() => store().create(id), isHuman, id);
          assert.throws(() => store().lock(id), isHuman, id);
        }
      });
    });

    describe("beside a log", () => {
      const facts = wholeRun("r1", [{ id: "t.py::a" }, { id: "t.py::b", outcome: "failed" }]);

      it("a run's facts come back in order, also to another window", () => {
        const open = begun();
        for (const fact of facts) open.appendFact("r1", fact);
        assert.deepEqual(open.readFacts("r1"), facts);
        assert.deepEqual(store(2).open(ID).readFacts("r1"), facts);
      });

      it("each run has its own facts, and a run that is not there has none", () => {
        const open = begun();
        open.appendFact("r1", facts[0] as RunFact);
        open.appendFact("r2", facts[1] as RunFact);
        assert.deepEqual(open.readFacts("r2"), [facts[1]]);
        assert.deepEqual(open.readFacts("r3"), []);
      });

      it("a run's name cannot leave the folder", () => {
        const open = begun();
        assert.throws(() => open.appendFact("../../x", facts[0] as RunFact), RangeError);
        assert.deepEqual(open.readFacts("../events"), []);
      });

      it("a snap is found by the SHA-256 of its content, and kept once", () => {
        const open = begun();
        const content = "def f():\n    return 'ä – 🙂'\n";
        const hash = open.putSnap(content);
        assert.equal(hash, createHash("sha256").update(content).digest("hex"));
        assert.equal(open.putSnap(content), hash);
        assert.equal(store(2).open(ID).getSnap(hash), content);
      });

      it("a snap that is not there is null, and so is a name that is no hash", () => {
        const open = begun();
        assert.equal(open.getSnap("0".repeat(64)), null);
        assert.equal(open.getSnap("../events.jsonl"), null);
      });
    });

    describe("summaries", () => {
      const fresh = (open = store().open(ID)) => summarise(fold(open.read().events), open.stamp(), false);

      it("are none at first", () => assert.deepEqual(store().summaries(), []));

      it("are made from the log when none was written", () => {
        const open = begun();
        assert.deepEqual(store(2).summaries(), [fresh(open)]);
      });

      it("are those that were written while the log has not changed", () => {
        const open = begun();
        // Only a stored one can say this.
        const summary = { ...fresh(open), nth: 77 };
        open.writeSummary(summary);
        assert.deepEqual(store(2).summaries(), [summary]);
      });

      it("are made again when the log has grown since", () => {
        const open = begun();
        open.writeSummary({ ...fresh(open), nth: 77 });
        open.append({ seq: log.length, t: 500, type: "attempt.end", reason: "submit" });
        const [summary] = store(2).summaries();
        assert.deepEqual([summary?.nth, summary?.ended], [1, "submit"]);
      });

      it("are one for each attempt that has a log", () => {
        begun();
        const other = store().create("other-drill-20261124-aaaa");
        other.append(startEvent({ attempt: "other-drill-20261124-aaaa" }));
        store().create("third-drill-20261124-bbbb");
        assert.deepEqual(
          store()
            .summaries()
            .map(({ attempt }) => attempt)
            .sort(),
          ["other-drill-20261124-aaaa", ID].sort(),
        );
      });
    });

    describe("the lock", () => {
      beforeEach(() => begun().dispose());

      it("is free at first, and then the window's that took it", () => {
        const { lock, staleHeartbeat } = held(store(1).lock(ID));
        assert.equal(staleHeartbeat, null);
        assert.equal(lock.isHeld(), true);
        const second = store(2).lock(ID);
        assert.ok(!second.held);
        assert.deepEqual(second.owner, { window: "w1", pid: 101, host: "desk", heartbeat: now });
      });

      it("is free again after it was given back, and then no longer held", () => {
        const { lock } = held(store(1).lock(ID));
        lock.dispose();
        assert.equal(lock.isHeld(), false);
        assert.equal(lock.beat(), false);
        assert.equal(held(store(2).lock(ID)).staleHeartbeat, null);
      });

      it("is stale at once when its owner's process is gone on this host", () => {
        held(store(1).lock(ID));
        const then = now;
        now += 1_500;
        assert.equal(store(2).lock(ID).held, false);
        dead.add(101);
        assert.equal(held(store(2).lock(ID)).staleHeartbeat, then);
      });

      it("says nothing about a process on another host: silence of 20 s does", () => {
        held(store(1, "laptop").lock(ID));
        dead.add(101);
        now += 20_000;
        assert.equal(store(2).lock(ID).held, false);
        now += 1;
        assert.equal(held(store(2).lock(ID)).staleHeartbeat, now - 20_001);
      });

      it("is stale after 20 s of silence also while the process lives: its number may be another's now", () => {
        held(store(1).lock(ID));
        now += 20_001;
        assert.equal(store(2).lock(ID).held, true);
      });

      it("stays its owner's while that renews it", () => {
        const { lock } = held(store(1).lock(ID));
        for (let i = 0; i < 10; i++) {
          now += 5_000;
          assert.equal(lock.beat(), true);
        }
        const second = store(2).lock(ID);
        assert.ok(!second.held);
        assert.equal(second.owner.heartbeat, now);
      });

      it("can be taken over from a living window, which notices at once", () => {
        const first = held(store(1).lock(ID)).lock;
        const second = held(store(2).lock(ID, true)).lock;
        assert.equal(first.isHeld(), false);
        assert.equal(first.beat(), false);
        assert.equal(second.isHeld(), true);
        assert.equal(second.beat(), true);
      });

      it("is not given back by a window that has lost it", () => {
        const first = held(store(1).lock(ID)).lock;
        const second = held(store(2).lock(ID, true)).lock;
        first.dispose();
        assert.equal(second.isHeld(), true);
        assert.equal(store(3).lock(ID).held, false);
      });

      it("is not revived by a window that wakes up after its lock was taken as stale", () => {
        const sleeper = held(store(1).lock(ID)).lock;
        now += 60_000;
        const second = held(store(2).lock(ID)).lock;
        assert.equal(sleeper.beat(), false);
        assert.equal(second.isHeld(), true);
      });

      it("can go back and forth between two windows", () => {
        const locks = [1, 2, 1, 2, 1].map((n) => held(store(n).lock(ID, true)).lock);
        assert.deepEqual(
          locks.map((lock) => lock.isHeld()),
          [false, false, false, false, true],
        );
      });

      it("may be taken again by its own window", () => {
        const first = held(store(1).lock(ID)).lock;
        const again = held(store(1).lock(ID));
        assert.equal(again.staleHeartbeat, now);
        assert.deepEqual([first.isHeld(), again.lock.isHeld()], [false, true]);
      });

      it("of one attempt is not that of another", () => {
        store().create("other-drill-20261124-aaaa").append(startEvent());
        held(store(1).lock(ID));
        held(store(2).lock("other-drill-20261124-aaaa"));
      });

      it("of an attempt that is not there cannot be taken", () => {
        assert.throws(() => store().lock("no-such-drill-20261124-cccc"), isHuman);
      });
    });
  });
}
