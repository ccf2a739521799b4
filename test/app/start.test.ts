import assert from "node:assert/strict";
import { attemptIdFor, beginAttempt, type StartOptions } from "../../src/app/start.ts";
import { attemptId, marker } from "../../src/contract/attempt.ts";
import type { Drill } from "../../src/contract/drill.ts";
import { attemptEvent } from "../../src/contract/event.ts";
import { fold } from "../../src/core/attempt/state.ts";
import { summarise } from "../../src/core/attempt/summary.ts";
import { startEvent } from "../support/events.ts";
import { MemoryHome, MemoryStore } from "../support/memory-store.ts";
import { sampleDrill } from "../support/sample-drill.ts";

const NOW = Date.parse("2026-11-23T23:59:30Z");
const world = { window: "w1", pid: 1, host: "desk", now: () => NOW, isAlive: () => true };
const options: StartOptions = {
  drill: sampleDrill,
  pack: "built-in",
  files: [
    { path: "solution.py", role: "solution", content: "x = 1\n" },
    { path: "test_solution.py", role: "test", content: "" },
  ],
  env: { python: null, pytest: null, numpy: null, os: "linux 6", ext: "0.1.0" },
  now: NOW,
  salt: "4f2a",
  earlier: [],
  clock: true,
};
function start(overrides: Partial<StartOptions> = {}) {
  const home = new MemoryHome();
  const store = new MemoryStore(home, world);
  const mark = beginAttempt(store, { ...options, ...overrides });
  const [first, second] = home.attempt().events;
  assert.equal(first?.type, "attempt.start");
  return { home, store, mark, first: first as Extract<typeof first, { type: "attempt.start" }>, second };
}

describe("the beginning of an attempt", () => {
  it("writes what it is about and opens the first stage", () => {
    const { first, second, home } = start();
    assert.deepEqual(second, { seq: 1, t: 0, type: "stage.start", stage: "s1" });
    assert.equal(home.attempt().events.length, 2);
    assert.equal(home.attempt().syncs, 1);
    assert.equal(attemptEvent.parse(first).type, "attempt.start");
    assert.deepEqual(
      [first.drill, first.drill_hash, first.kind, first.pack],
      ["segment-pool", "h1", "implement", "built-in"],
    );
    assert.deepEqual(first.stages, ["s1", "s2", "s3"]);
    assert.deepEqual(first.clarifications, ["empty", "order", "dtype"]);
    assert.deepEqual(first.baseline, sampleDrill.baseline);
    assert.deepEqual([first.at, first.mode], ["2026-11-23T23:59:30.000Z", "practice"]);
  });

  it("keeps a copy of every starter file", () => {
    const { first, home } = start();
    assert.deepEqual(
      first.files.map(({ path, role, snap }) => [path, role, home.attempt().snaps.get(snap)]),
      [
        ["solution.py", "solution", "x = 1\n"],
        ["test_solution.py", "test", ""],
      ],
    );
  });

  it("gives the marker of its folder, by which the log is found again", () => {
    const { mark, store } = start();
    assert.deepEqual(marker.parse(mark), mark);
    assert.equal(store.open(mark.attempt).read().events.length, 2);
  });

  it("leaves the lock to whichever window opens the folder", () => {
    const { home } = start();
    assert.equal(home.owners.size, 0);
  });

  it("is named after drill and day (in UTC), and two in a second differ by their salt", () => {
    assert.equal(attemptIdFor("segment-pool", NOW, "4f2a"), "segment-pool-20261123-4f2a");
    assert.notEqual(attemptIdFor("segment-pool", NOW, "4f2a"), attemptIdFor("segment-pool", NOW, "9c01"));
    assert.equal(attemptId.parse(start().mark.attempt), "segment-pool-20261123-4f2a");
  });

  it("of a second attempt with the same name is refused, and leaves the first as it is", () => {
    const { store, home } = start();
    assert.throws(() => beginAttempt(store, { ...options, clock: false }));
    assert.equal(home.attempt().events.length, 2);
  });

  describe("counts the attempts at this drill", () => {
    const earlier = (drill: string, pack = "built-in") =>
      summarise(fold([startEvent({ drill, pack })]), { size: 0, mtime: 0 }, false);

    it("from one", () => assert.equal(start().first.nth, 1));

    it("whatever became of them, and no other drill's", () => {
      const three = [earlier("segment-pool"), earlier("leakproof-split"), earlier("segment-pool")];
      assert.equal(start({ earlier: three }).first.nth, 3);
    });

    it("and not those at a drill of the same name in another pack", () => {
      assert.equal(start({ earlier: [earlier("segment-pool", "somebody-elses")] }).first.nth, 1);
    });
  });

  describe("says which signals the drill can show", () => {
    const { files } = sampleDrill;
    const cases: readonly (readonly [string, Drill, readonly string[]])[] = [
      ["with a test file", sampleDrill, ["correctness", "code_quality", "testing"]],
      [
        "without a test file",
        { ...sampleDrill, files: files.filter(({ role }) => role !== "test") },
        ["correctness", "code_quality"],
      ],
      [
        "with a perf stage",
        { ...sampleDrill, performance: { stage: "s3", sizes: [1000, 4000], bound: 2 } },
        ["correctness", "code_quality", "testing", "performance"],
      ],
    ];
    for (const [what, drill, signals] of cases) {
      it(what, () => assert.deepEqual(start({ drill }).first.signals, signals));
    }

    it("and that nobody is there to ask yet", () => assert.equal(start().first.interviewer, "off"));
  });

  it("has the drill's minutes as its limit, and none with the clock off", () => {
    assert.deepEqual([start().first.clock, start().first.limit_ms], ["on", 45 * 60_000]);
    const { first } = start({ clock: false });
    assert.deepEqual([first.clock, first.limit_ms], ["off", null]);
  });
});
