import assert from "node:assert/strict";
import { HumanError, noPython } from "../../src/app/errors.ts";
import type { Session } from "../../src/app/session.ts";
import { hiddenRun, ownRun } from "../support/facts.ts";
import { COUNTS } from "../support/sample-drill.ts";
import { begin, Scenario, settle } from "../support/scenario.ts";

const human = (pattern: RegExp) => (error: unknown) =>
  error instanceof HumanError && pattern.test(error.message);
/** A promise, and how to keep it. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { passed: promise, open: resolve };
}

describe("a candidate's runs", () => {
  let scene: Scenario;
  let session: Session;
  beforeEach(async () => {
    scene = new Scenario();
    session = await scene.open();
  });
  const finishHeld = () => {
    const { held } = scene.runner;
    for (const fact of ownRun({ a: "passed" })(held.request)) held.emit(fact);
    held.end();
  };

  it("are one at a time: a second is refused with advice, the first goes on", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "own" });
    await assert.rejects(session.dispatch({ type: "run", suite: "hidden" }), human(/still going on/));
    await assert.rejects(session.dispatch({ type: "finish" }), human(/still going on/));
    finishHeld();
    await done;
    assert.equal(session.state.lastOwn?.light, "green");
    assert.equal(scene.runner.requests.length, 1);
  });

  it("are one at a time also for a double click, before the first has begun", async () => {
    scene.runner.next(ownRun({ a: "passed" }));
    const first = session.dispatch({ type: "run", suite: "own" });
    await assert.rejects(session.dispatch({ type: "run", suite: "own" }), human(/still going on/));
    await first;
    assert.deepEqual(scene.story.slice(-2), ["run.start own", "run.end own green"]);
  });

  it("that are refused leave a pause as it is", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "own" });
    await session.dispatch({ type: "pause" });
    await assert.rejects(session.dispatch({ type: "run", suite: "own" }), human(/still going on/));
    assert.equal(session.state.paused, "user");
    finishHeld();
    await done;
  });

  it("of hidden tests are always of all of them", async () => {
    scene.runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden", select: ["s1::test_1"] });
    assert.deepEqual(scene.runner.requests[0]?.select, []);
  });

  it("can be stopped, and the next one can start", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "hidden" });
    await session.dispatch({ type: "stop" });
    await done;
    assert.deepEqual(scene.runner.stopped, ["r1"]);
    assert.equal(session.state.lastHidden?.light, "none");
    assert.equal(session.state.lastHidden?.err?.type, "interrupted");
    scene.runner.next(ownRun({ a: "passed" }));
    await session.dispatch({ type: "run", suite: "own" });
    assert.equal(session.state.lastOwn?.run, "r2");
  });

  it("can be stopped while they are being prepared: then there was none", async () => {
    const ready = gate();
    scene.runner.gate = ready.passed;
    const { done } = await begin(session, { type: "run", suite: "own" });
    await session.dispatch({ type: "stop" });
    ready.open();
    await done;
    assert.deepEqual(scene.runner.requests, []);
    assert.equal(session.state.lights.length, 0);
    assert.equal(session.runs.busy, false);
  });

  it("stop does nothing when nothing runs", async () => {
    await session.dispatch({ type: "stop" });
    assert.deepEqual(scene.runner.stopped, []);
  });

  it("that cannot start are no runs: nothing is recorded, no answer is shown, and the reason is told", async () => {
    scene.runner.unready = noPython();
    await assert.rejects(session.dispatch({ type: "run", suite: "hidden" }), human(/No Python/));
    assert.equal(session.state.lights.length, 0);
    assert.equal(session.state.running, null);
    assert.doesNotMatch(scene.prompt, /Zero\./);
    scene.runner.unready = null;
    scene.runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden" });
    assert.equal(session.state.stage, "s2");
  });

  it("whose runner fails midway are interrupted, keep what was reported, and the reason is told", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "own" });
    const facts = ownRun({ a: "passed", b: "passed" })(scene.runner.held.request);
    scene.runner.held.emit(...facts.slice(0, 4));
    scene.runner.held.fail(new HumanError("The terminal is gone."));
    await assert.rejects(done, human(/The terminal is gone/));
    assert.deepEqual(
      [session.state.lastOwn?.light, session.state.lastOwn?.err?.type],
      ["none", "interrupted"],
    );
    assert.deepEqual([session.state.lastOwn?.passed, session.state.lastOwn?.total], [1, 2]);
    assert.equal(session.state.running, null);
  });

  it("whose process dies without a word are interrupted", async () => {
    scene.runner.next((request) => ownRun({ a: "passed" })(request).slice(0, 2));
    await session.dispatch({ type: "run", suite: "own" });
    assert.equal(session.state.lastOwn?.err?.type, "interrupted");
  });

  it("leave their facts to look at, also for the next window", async () => {
    scene.runner.next(ownRun({ a: "failed" })).next(hiddenRun(COUNTS, "s1::test_3"));
    await session.dispatch({ type: "run", suite: "own" });
    await session.dispatch({ type: "run", suite: "hidden" });
    const { facts } = session.runs;
    assert.deepEqual([facts.own.length, facts.hidden.length], [6, 8]);
    session.dispose();
    const again = await scene.open();
    assert.deepEqual(again.runs.facts, facts);
  });

  it("whose facts cannot be kept go to their end all the same; that they could not is told afterwards", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "own" });
    const facts = ownRun({ a: "passed" })(scene.runner.held.request);
    scene.home.attempt().full = true;
    scene.runner.held.emit(...facts.slice(0, 3));
    scene.home.attempt().full = false;
    scene.runner.held.emit(...facts.slice(3));
    scene.runner.held.end();
    await assert.rejects(done, human(/cannot be written/));
    assert.equal(session.state.lastOwn?.light, "green");
  });

  it("can be given up with the attempt: the run ends before the attempt does", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "own" });
    const { held } = scene.runner;
    await session.dispatch({ type: "giveUp" });
    await done;
    assert.deepEqual(scene.runner.stopped, ["r1"]);
    assert.deepEqual(scene.story.slice(-3), ["run.start own", "run.end own none", "attempt.end abandon"]);
    // What still arrives from it changes nothing.
    const facts = [...session.runs.facts.own];
    const kept = scene.home.attempt().facts.get("r1")?.length;
    held.emit(...ownRun({ a: "passed" })(held.request));
    await settle();
    assert.equal(scene.story.at(-1), "attempt.end abandon");
    assert.deepEqual(session.runs.facts.own, facts);
    assert.equal(scene.home.attempt().facts.get("r1")?.length, kept);
  });

  it("that are being prepared when the attempt is given up never start", async () => {
    const ready = gate();
    scene.runner.gate = ready.passed;
    const { done } = await begin(session, { type: "run", suite: "hidden" });
    await session.dispatch({ type: "giveUp" });
    ready.open();
    await done;
    assert.equal(scene.story.at(-1), "attempt.end abandon");
    assert.deepEqual(scene.runner.requests, []);
  });

  it("cannot begin when the log cannot be written, and nothing is run", async () => {
    scene.home.attempt().full = true;
    await assert.rejects(
      session.dispatch({ type: "run", suite: "own" }),
      human(/cannot be written.*Choose another folder/),
    );
    assert.deepEqual(scene.runner.requests, []);
    scene.home.attempt().full = false;
    scene.runner.next(ownRun({ a: "passed" }));
    await session.dispatch({ type: "run", suite: "own" });
    assert.deepEqual(
      scene.events.map(({ seq }) => seq),
      scene.events.map((_, i) => i),
    );
  });

  it("open a stage even when its stubs cannot be appended: the prompt has grown, the reason is told", async () => {
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "hidden" });
    const { held } = scene.runner;
    scene.workbench.append = () => Promise.reject(new HumanError("solution.py is gone."));
    for (const fact of hiddenRun(COUNTS)(held.request)) held.emit(fact);
    held.end();
    await assert.rejects(done, human(/solution\.py is gone/));
    assert.equal(session.state.stage, "s2");
    assert.match(scene.prompt, /## Stage 2/);
    assert.equal(scene.view.texts.at(-1), "Stage 1 is green. Stage 2 is open: Softmax.");
  });
});
