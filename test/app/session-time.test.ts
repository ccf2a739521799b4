import assert from "node:assert/strict";
import type { Session } from "../../src/app/session.ts";
import { clockTime } from "../../src/core/attempt/clock.ts";
import { hiddenRun, ownRun } from "../support/facts.ts";
import { COUNTS } from "../support/sample-drill.ts";
import { begin, Scenario, settle } from "../support/scenario.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** What the status bar shows, in ms. */
const elapsed = (session: Session) => clockTime(session.now, session.state.pauses);

describe("a candidate's time", () => {
  let scene: Scenario;
  let session: Session;
  beforeEach(async () => {
    scene = new Scenario();
    session = await scene.open();
  });

  it("begins when the window has opened, not when the drill was started", async () => {
    const late = new Scenario();
    late.clock.advance(9_000);
    const opened = await late.open();
    assert.equal(elapsed(opened), 0);
    late.clock.advance(5_000);
    assert.equal(elapsed(opened), 5_000);
    assert.equal(opened.now, 14_000);
  });

  it("stands still in a pause and goes on after it", async () => {
    scene.clock.advance(2 * MINUTE);
    await session.dispatch({ type: "pause" });
    scene.clock.advance(10 * MINUTE);
    assert.equal(elapsed(session), 2 * MINUTE);
    assert.equal(session.state.paused, "user");
    await session.dispatch({ type: "resume" });
    scene.clock.advance(MINUTE);
    assert.equal(elapsed(session), 3 * MINUTE);
    assert.deepEqual(scene.story.slice(-2), ["attempt.pause user", "attempt.resume user"]);
  });

  it("is not paused twice, nor resumed when it runs", async () => {
    await session.dispatch({ type: "resume" });
    await session.dispatch({ type: "pause" });
    await session.dispatch({ type: "pause" });
    await session.dispatch({ type: "resume" });
    await session.dispatch({ type: "resume" });
    assert.deepEqual(scene.story.slice(-2), ["attempt.pause user", "attempt.resume user"]);
    assert.equal(scene.story.length, 6);
  });

  it("goes on by itself when a run is started in a pause", async () => {
    await session.dispatch({ type: "pause" });
    scene.runner.next(ownRun({ a: "passed" }));
    await session.dispatch({ type: "run", suite: "own" });
    assert.deepEqual(scene.story.slice(-4), [
      "attempt.pause user",
      "attempt.resume user",
      "run.start own",
      "run.end own green",
    ]);
  });

  describe("while the machine sleeps", () => {
    it("does not pass: the next sign of life records the sleep as a pause", () => {
      scene.clock.advance(10 * MINUTE);
      scene.clock.sleep(3 * HOUR);
      scene.clock.advance(5_000);
      assert.deepEqual(scene.story.slice(-2), ["attempt.pause suspend", "attempt.resume suspend"]);
      assert.equal(elapsed(session), 10 * MINUTE);
      assert.equal(session.now, 10 * MINUTE + 3 * HOUR + 5_000);
    });

    it("does not pass either when a view looks at the clock before the first heartbeat", () => {
      scene.clock.advance(10 * MINUTE);
      scene.clock.sleep(3 * HOUR);
      assert.equal(elapsed(session), 10 * MINUTE);
      scene.clock.advance(4_000);
      assert.equal(elapsed(session), 10 * MINUTE + 4_000);
      scene.clock.advance(1_000);
      assert.equal(elapsed(session), 10 * MINUTE + 5_000);
    });

    it("does not pass either when the candidate is faster than the first heartbeat", async () => {
      scene.clock.advance(10 * MINUTE);
      scene.clock.sleep(3 * HOUR);
      scene.runner.next(ownRun({ a: "passed" }));
      await session.dispatch({ type: "run", suite: "own" });
      assert.deepEqual(scene.story.slice(-4), [
        "attempt.pause suspend",
        "attempt.resume suspend",
        "run.start own",
        "run.end own green",
      ]);
      assert.equal(elapsed(session), 10 * MINUTE);
    });

    it("passes as ever in a nap of a minute", () => {
      scene.clock.advance(5_000);
      scene.clock.sleep(55_000);
      scene.clock.advance(5_000);
      assert.equal(elapsed(session), 65_000);
      assert.equal(scene.story.at(-1), "attempt.resume reload");
    });

    it("is left alone in the candidate's own pause", async () => {
      await session.dispatch({ type: "pause" });
      scene.clock.sleep(3 * HOUR);
      scene.clock.advance(5_000);
      assert.equal(scene.story.at(-1), "attempt.pause user");
      await session.dispatch({ type: "resume" });
      scene.clock.advance(MINUTE);
      assert.equal(elapsed(session), MINUTE);
    });

    it("leaves the run that was going on to its end", async () => {
      scene.runner.hold();
      const { done } = await begin(session, { type: "run", suite: "own" });
      scene.clock.sleep(HOUR);
      for (const fact of ownRun({ a: "passed" })(scene.runner.held.request)) scene.runner.held.emit(fact);
      scene.runner.held.end();
      await done;
      assert.deepEqual(scene.story.slice(-4), [
        "run.start own",
        "attempt.pause suspend",
        "attempt.resume suspend",
        "run.end own green",
      ]);
    });

    it("writes nothing into an attempt that has ended", async () => {
      await session.dispatch({ type: "giveUp" });
      scene.clock.sleep(HOUR);
      scene.clock.advance(5_000);
      assert.equal(scene.story.at(-1), "attempt.end abandon");
    });
  });

  describe("when somebody sets the wall clock", () => {
    it("back: goes on from where it was, and never decreases", async () => {
      scene.clock.advance(10 * MINUTE);
      scene.clock.set(-HOUR);
      assert.equal(elapsed(session), 10 * MINUTE);
      scene.clock.advance(MINUTE);
      assert.equal(elapsed(session), 11 * MINUTE);
      await session.dispatch({ type: "hint" });
      const times = scene.events.map(({ t }) => t);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
      );
      assert.equal(times.at(-1), 11 * MINUTE);
    });

    it("back, and the window is opened again: still goes on from where it was", async () => {
      scene.clock.advance(10 * MINUTE);
      scene.clock.set(-HOUR);
      session.dispose();
      const again = await scene.open();
      assert.equal(elapsed(again), 10 * MINUTE);
      scene.clock.advance(MINUTE);
      assert.equal(elapsed(again), 11 * MINUTE);
    });

    it("forward by an hour: that is nobody's time", () => {
      scene.clock.advance(10 * MINUTE);
      scene.clock.set(HOUR);
      scene.clock.advance(MINUTE);
      assert.ok(elapsed(session) <= 11 * MINUTE && elapsed(session) >= 11 * MINUTE - 5_000);
    });
  });

  describe("decides when answers are shown", () => {
    it("two thirds of the stage's minutes, with pauses left out, without anybody doing anything", async () => {
      scene.clock.advance(11 * MINUTE);
      await session.dispatch({ type: "pause" });
      scene.clock.advance(30 * MINUTE);
      await session.dispatch({ type: "resume" });
      scene.clock.advance(55_000);
      await settle();
      assert.doesNotMatch(scene.prompt, /Zero\./);
      scene.clock.advance(5_000);
      await settle();
      assert.match(scene.prompt, /Zero\./);
    });

    it("at once with the first hidden run, while that still goes on", async () => {
      scene.runner.hold();
      const { done } = await begin(session, { type: "run", suite: "hidden" });
      assert.match(scene.prompt, /Zero\./);
      for (const fact of hiddenRun(COUNTS, "s1::test_1")(scene.runner.held.request))
        scene.runner.held.emit(fact);
      scene.runner.held.end();
      await done;
    });

    it("and the prompt is not written again while it says the same", async () => {
      const writes = scene.workbench.writes.length;
      scene.clock.advance(5 * MINUTE);
      await session.dispatch({ type: "hint" });
      await settle();
      assert.equal(scene.workbench.writes.length, writes);
    });
  });
});
