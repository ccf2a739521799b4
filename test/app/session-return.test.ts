import assert from "node:assert/strict";
import { HumanError } from "../../src/app/errors.ts";
import type { Session } from "../../src/app/session.ts";
import { clockTime } from "../../src/core/attempt/clock.ts";
import { hiddenRun, ownRun } from "../support/facts.ts";
import { COUNTS } from "../support/sample-drill.ts";
import { begin, Scenario, settle } from "../support/scenario.ts";

const MINUTE = 60_000;
const elapsed = (session: Session) => clockTime(session.now, session.state.pauses);
const human = (pattern: RegExp) => (error: unknown) =>
  error instanceof HumanError && pattern.test(error.message);

describe("a candidate comes back to an attempt", () => {
  let scene: Scenario;
  let session: Session;
  beforeEach(async () => {
    scene = new Scenario();
    session = await scene.open();
    scene.clock.advance(10 * MINUTE);
  });
  /** The log from here on. */
  const since = (length: number) => scene.story.slice(length);

  describe("after closing or reloading the window", () => {
    it("the time in between is a pause", async () => {
      const before = scene.story.length;
      session.dispose();
      scene.clock.advance(25 * MINUTE);
      const again = await scene.open();
      assert.deepEqual(since(before), ["attempt.pause reload", "attempt.resume reload"]);
      assert.deepEqual(
        scene.events.slice(-2).map(({ t }) => t),
        [10 * MINUTE, 35 * MINUTE],
      );
      assert.equal(elapsed(again), 10 * MINUTE);
      scene.clock.advance(MINUTE);
      assert.equal(elapsed(again), 11 * MINUTE);
    });

    it("everything is as it was: stage, lights, hints, prompt", async () => {
      scene.runner.next(hiddenRun(COUNTS)).next(ownRun({ a: "failed" }));
      await session.dispatch({ type: "run", suite: "hidden" });
      await session.dispatch({ type: "run", suite: "own" });
      await session.dispatch({ type: "hint" });
      const { prompt } = scene;
      const { stages, lights, hints, stage } = session.state;
      session.dispose();
      await scene.workbench.write("prompt.md", "overwritten");
      const again = await scene.open();
      assert.deepEqual({ ...again.state, stages, lights, hints, stage }, again.state);
      assert.equal(scene.prompt, prompt);
    });

    it("a pause of their own is still one", async () => {
      await session.dispatch({ type: "pause" });
      const before = scene.story.length;
      session.dispose();
      scene.clock.advance(MINUTE);
      const again = await scene.open();
      assert.equal(again.state.paused, "user");
      assert.deepEqual(since(before), []);
    });

    it("nothing that was going on writes afterwards: the run is closed, timers are gone", async () => {
      scene.runner.hold();
      const { done } = await begin(session, { type: "run", suite: "own" });
      const { held } = scene.runner;
      held.emit(...ownRun({ a: "passed" })(held.request).slice(0, 4));
      session.dispose();
      assert.deepEqual(scene.runner.stopped, ["r1"]);
      assert.deepEqual(scene.story.slice(-3), ["run.start own", "run.end own none", "attempt.pause reload"]);
      await done;
      const before = scene.story.length;
      const facts = scene.home.attempt().facts.get("r1")?.length;
      held.emit(...ownRun({ a: "passed" })(held.request).slice(4));
      scene.clock.sleep(10 * MINUTE);
      scene.clock.advance(MINUTE);
      await session.dispatch({ type: "hint" });
      await settle();
      assert.deepEqual(since(before), []);
      assert.equal(scene.home.attempt().facts.get("r1")?.length, facts);
      assert.equal(scene.clock.timers, 0);
    });

    it("a run that was still being prepared never starts", async () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      scene.runner.gate = promise;
      const { done } = await begin(session, { type: "run", suite: "own" });
      session.dispose();
      resolve();
      await done;
      assert.deepEqual(scene.runner.requests, []);
      assert.equal(scene.story.at(-1), "attempt.pause reload");
    });

    it("can be closed twice, and a closed one does nothing", async () => {
      session.dispose();
      const before = scene.story.length;
      session.dispose();
      await session.dispatch({ type: "giveUp" });
      assert.deepEqual(since(before), []);
    });

    it("closing lets the next window in although the disk is full", async () => {
      scene.home.attempt().full = true;
      assert.throws(() => session.dispose(), human(/cannot be written/));
      scene.home.attempt().full = false;
      const again = await scene.open();
      assert.equal(elapsed(again), 0, "nothing was recorded since the start");
    });
  });

  describe("after a crash", () => {
    it("the time since the last sign of life is a pause", async () => {
      scene.clock.advance(3_000);
      scene.crash();
      scene.clock.advance(30 * MINUTE);
      const again = await scene.open();
      assert.deepEqual(
        scene.events.slice(-2).map(({ type, t }) => [type, t]),
        [
          ["attempt.pause", 10 * MINUTE],
          ["attempt.resume", 40 * MINUTE + 3_000],
        ],
      );
      assert.equal(elapsed(again), 10 * MINUTE);
    });

    it("what was recorded after the last sign of life stays the candidate's time", async () => {
      scene.clock.advance(3_000);
      await session.dispatch({ type: "hint" });
      scene.crash();
      scene.clock.advance(30 * MINUTE);
      const again = await scene.open();
      assert.equal(elapsed(again), 10 * MINUTE + 3_000);
    });

    it("the run that was going on is interrupted, with what it had reported", async () => {
      scene.runner.hold();
      await begin(session, { type: "run", suite: "hidden" });
      const { held } = scene.runner;
      held.emit(...hiddenRun(COUNTS)(held.request).slice(0, 5));
      scene.clock.advance(4_000);
      scene.crash();
      scene.clock.advance(30 * MINUTE);
      const again = await scene.open();
      const { lastHidden, running, lights } = again.state;
      assert.equal(running, null);
      assert.deepEqual([lastHidden?.light, lastHidden?.err?.type], ["none", "interrupted"]);
      assert.deepEqual([lastHidden?.passed, lastHidden?.total], [2, 3]);
      assert.equal(lights[0]?.t, 10 * MINUTE);
      assert.deepEqual(scene.story.slice(-3), [
        "run.end hidden none",
        "attempt.pause reload",
        "attempt.resume reload",
      ]);
      scene.runner.next(ownRun({ a: "passed" }));
      await again.dispatch({ type: "run", suite: "own" });
      assert.equal(again.state.lastOwn?.run, "r2");
    });

    it("a run that had reported everything but whose end was not written counts as interrupted, too", async () => {
      scene.runner.hold();
      await begin(session, { type: "run", suite: "hidden" });
      const { held } = scene.runner;
      held.emit(...hiddenRun(COUNTS)(held.request));
      scene.crash();
      scene.clock.advance(MINUTE);
      const again = await scene.open();
      assert.equal(again.state.lastHidden?.err?.type, "interrupted");
      assert.equal(again.state.stage, "s1");
    });

    it("the run that Finish had started is closed, and the attempt stays ended", async () => {
      scene.runner.hold();
      await begin(session, { type: "finish", anyway: true });
      scene.crash();
      scene.clock.advance(MINUTE);
      const again = await scene.open();
      assert.equal(again.state.running, null);
      assert.deepEqual(scene.story.slice(-3), [
        "attempt.end submit",
        "run.start hidden",
        "run.end hidden none",
      ]);
      assert.equal(again.now, 10 * MINUTE);
      await assert.rejects(again.dispatch({ type: "run", suite: "own" }), human(/has ended/));
    });

    it("in the middle of recording a sleep, the pause ends with coming back", async () => {
      const attempt = scene.home.attempt();
      const { seq, t } = scene.events.at(-1) ?? { seq: 0, t: 0 };
      attempt.lines.push(JSON.stringify({ seq: seq + 1, t, type: "attempt.pause", reason: "suspend" }));
      scene.crash();
      scene.clock.advance(MINUTE);
      const again = await scene.open();
      assert.equal(again.state.paused, null);
      assert.equal(scene.story.at(-1), "attempt.resume suspend");
    });
  });

  it("after a green run whose window died before the next stage opened: it opens now, with its stubs", async () => {
    scene.runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden" });
    const attempt = scene.home.attempt();
    const opened = attempt.lines.pop();
    assert.match(opened ?? "", /"stage.start"/);
    scene.workbench.undo();
    scene.crash();
    scene.clock.advance(MINUTE);
    const again = await scene.open();
    assert.equal(again.state.stage, "s2");
    assert.equal(scene.story.filter((one) => one === "stage.start s2").length, 1);
    assert.match((await scene.workbench.read("solution.py")) ?? "", /def segment_softmax/);
    assert.match(scene.prompt, /## Stage 2/);
  });

  it("a stage whose stubs cannot be written opens all the same, and whoever watches hears of it", async () => {
    scene.runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden" });
    scene.home.attempt().lines.pop();
    scene.workbench.undo();
    scene.crash();
    scene.clock.advance(MINUTE);
    const opened = scene.tryOpen();
    assert.ok("session" in opened);
    scene.workbench.failure = new Error("the disk is full");
    await assert.rejects(async () => {
      let told = "";
      opened.session.onDidChange(() => {
        told = opened.session.state.stage;
      });
      await opened.session.ready().finally(() => assert.equal(told, "s2"));
    }, /the disk is full/);
  });

  describe("in a second window while the first still has it", () => {
    it("is told who has it, and changes nothing", () => {
      const before = scene.story.length;
      const opened = scene.tryOpen();
      assert.ok("owner" in opened);
      assert.deepEqual([opened.owner.window, opened.owner.pid], ["w2", 102]);
      assert.deepEqual(since(before), []);
      assert.equal(session.lost, false);
    });

    it("can take over: the first writes nothing more, says so, and points to what helps", async () => {
      const second = await scene.open({ takeOver: true });
      const before = scene.story.length;
      for (const intent of [
        { type: "hint" },
        { type: "pause" },
        { type: "run", suite: "own" },
        { type: "resetFile", path: "solution.py" },
        { type: "giveUp" },
      ] as const) {
        await assert.rejects(
          session.dispatch(intent),
          (error) =>
            error instanceof HumanError &&
            /Another window has taken over/.test(error.message) &&
            error.remedies.includes("takeOver"),
        );
      }
      assert.equal(session.lost, true);
      scene.clock.advance(MINUTE);
      session.dispose();
      assert.deepEqual(since(before), []);
      await second.dispatch({ type: "hint" });
      assert.equal(second.state.hints.length, 1);
      assert.equal(second.lost, false);
    });

    it("taken over, the first notices by itself, tells whoever watches, and lets its prompt be", async () => {
      let changes = 0;
      session.onDidChange(() => {
        changes += 1;
      });
      await scene.open({ takeOver: true });
      const writes = scene.workbench.writes.length;
      scene.clock.advance(5_000);
      await settle();
      assert.equal(session.lost, true);
      assert.equal(changes, 1);
      scene.clock.advance(20 * MINUTE);
      await settle();
      assert.equal(
        scene.workbench.writes.length,
        writes + 1,
        "only the second window writes: the answers are due by now",
      );
    });

    it("taken over in the middle of a run: the run is stopped, and neither its facts nor its end are written", async () => {
      scene.runner.hold();
      const { done } = await begin(session, { type: "run", suite: "own" });
      const { held } = scene.runner;
      const facts = ownRun({ a: "passed" })(held.request);
      held.emit(...facts.slice(0, 2));
      const second = await scene.open({ takeOver: true });
      assert.equal(second.state.lastOwn?.err?.type, "interrupted");
      const before = scene.story.length;
      held.emit(...facts.slice(2, 4));
      scene.clock.advance(5_000);
      assert.deepEqual(scene.runner.stopped, ["r1"]);
      await assert.rejects(done, human(/Another window has taken over/));
      assert.deepEqual(since(before), []);
      assert.equal(scene.home.attempt().facts.get("r1")?.length, 2);
    });

    it("taken over and taken back: the log has no gap and no event twice", async () => {
      await session.dispatch({ type: "hint" });
      const second = await scene.open({ takeOver: true });
      await second.dispatch({ type: "hint" });
      session.dispose();
      const third = await scene.open({ takeOver: true });
      await third.dispatch({ type: "hint" });
      second.dispose();
      assert.deepEqual(
        scene.events.map(({ seq }) => seq),
        scene.events.map((_, i) => i),
      );
      assert.equal(third.state.hints.length, 3);
    });
  });

  describe("whose log", () => {
    it("is damaged: is told from which line on, what is kept and what to do; the lock is free again", () => {
      session.dispose();
      scene.home.attempt().damage = { line: 4, problem: "event 3 is missing" };
      for (let i = 0; i < 2; i++) {
        assert.throws(
          () => scene.tryOpen(),
          human(/damaged from line 4 on \(event 3 is missing\).*is kept; start the drill again/),
        );
      }
      assert.equal(scene.home.owners.size, 0);
    });

    it("is not there: is told where it was looked for", () => {
      session.dispose();
      scene.home.attempts.clear();
      assert.throws(() => scene.tryOpen(), human(/is not in \/home\/of\/data.*pairDrills\.dataFolder/));
    });
  });

  describe("from the command line", () => {
    it("the clock runs on between two commands", async () => {
      const cli = new Scenario();
      const first = await cli.open({ clockRunsOn: true });
      cli.clock.advance(2_000);
      first.dispose();
      cli.clock.advance(10 * MINUTE);
      const second = await cli.open({ clockRunsOn: true });
      assert.equal(elapsed(second), 10 * MINUTE + 2_000);
      assert.deepEqual(cli.story, ["attempt.start", "stage.start s1"]);
    });

    it("and a pause of the editor's ends with the first command", async () => {
      session.dispose();
      scene.clock.advance(MINUTE);
      const command = await scene.open({ clockRunsOn: true });
      assert.equal(command.state.paused, null);
      assert.equal(elapsed(command), 10 * MINUTE);
    });
  });

  it("that has ended: sees it, and can only start again", async () => {
    await session.dispatch({ type: "giveUp" });
    session.dispose();
    const before = scene.story.length;
    scene.clock.advance(MINUTE);
    const again = await scene.open();
    assert.equal(again.state.ended?.reason, "abandon");
    assert.match(scene.prompt, /Zero\./);
    await assert.rejects(again.dispatch({ type: "run", suite: "own" }), human(/Start the drill again/));
    again.dispose();
    assert.deepEqual(since(before), []);
  });
});
