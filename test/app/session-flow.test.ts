import assert from "node:assert/strict";
import { HumanError } from "../../src/app/errors.ts";
import { hiddenRun, ownRun } from "../support/facts.ts";
import { COUNTS } from "../support/sample-drill.ts";
import { begin, Scenario, settle } from "../support/scenario.ts";

const MINUTE = 60_000;
const human = (pattern: RegExp) => (error: unknown) =>
  error instanceof HumanError && pattern.test(error.message);

describe("a candidate works through a drill", () => {
  it("from the first red test to the summary of a finished attempt", async () => {
    const scene = new Scenario();
    const { clock, runner, view, workbench } = scene;
    clock.advance(3_000);
    const session = await scene.open();
    assert.match(scene.prompt, /^# Pool ragged rows/);
    assert.deepEqual(scene.story, [
      "attempt.start",
      "stage.start s1",
      "attempt.pause reload",
      "attempt.resume reload",
    ]);

    clock.advance(4 * MINUTE);
    workbench.type("test_solution.py", "def test_sum(): assert segment_sum([1], [0]) == [1]\n");
    runner.next(ownRun({ test_sum: "failed" }));
    await session.dispatch({ type: "run", suite: "own" });
    assert.equal(session.state.lastOwn?.light, "red");
    assert.match(
      workbench.onDisk("test_solution.py") ?? "",
      /test_sum/,
      "the file was not saved before the run",
    );
    assert.doesNotMatch(scene.prompt, /What you could have asked/);

    clock.advance(3 * MINUTE);
    runner.next(hiddenRun(COUNTS, "s1::test_2"));
    await session.dispatch({ type: "run", suite: "hidden" });
    assert.deepEqual([session.state.stages[0]?.passed, session.state.stages[0]?.total], [2, 3]);
    assert.equal(session.state.stage, "s1");
    assert.match(scene.prompt, /What you could have asked[\s\S]*Zero\./);

    clock.advance(5 * MINUTE);
    workbench.type("solution.py", "def segment_sum(values, ids): return 1\n");
    runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden" });
    assert.equal(session.state.stage, "s2");
    assert.match(scene.prompt, /## Stage 2: Softmax\n\nNow weights inside each segment\./);
    assert.doesNotMatch(scene.prompt, /That of the scores\./);
    assert.equal(
      await workbench.read("solution.py"),
      'def segment_sum(values, ids): return 1\n\n\ndef segment_softmax(scores, ids):\n    """Softmax inside each segment."""\n    raise NotImplementedError\n',
    );
    assert.deepEqual(view.texts, ["Stage 1 is green. Stage 2 is open: Softmax."]);
    assert.deepEqual([view.last?.kind, view.last?.actions], ["info", [{ remedy: "openPrompt" }]]);

    // Stage 2 breaks stage 1 again: nothing opens.
    runner.next(hiddenRun(COUNTS, "s1::test_1"));
    await session.dispatch({ type: "run", suite: "hidden" });
    assert.equal(session.state.stage, "s2");
    assert.equal(session.state.stages[1]?.greenAt, null);

    runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden" });
    runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "run", suite: "hidden" });
    assert.deepEqual(
      session.state.stages.map(({ greenAt }) => greenAt !== null),
      [true, true, true],
    );
    assert.equal(view.texts.at(-1), "Stage 2 is green. Stage 3 is open: Scale.");

    clock.advance(MINUTE);
    runner.next(hiddenRun(COUNTS));
    await session.dispatch({ type: "finish" });
    assert.deepEqual(scene.story.slice(-3), [
      "attempt.end submit",
      "run.start hidden",
      "run.end hidden green",
    ]);
    const { summary } = scene.home.attempt();
    assert.equal(summary?.ended, "submit");
    assert.equal(summary?.clock_ms, 13 * MINUTE);
    assert.deepEqual([summary?.own_runs, summary?.hidden_runs], [1, 5]);
    assert.deepEqual(
      summary?.stages.map(({ green, passed, total }) => [green, passed, total]),
      [
        [true, 3, 3],
        [true, 2, 2],
        [true, 1, 1],
      ],
    );
  });

  it("each hidden run brings the tests of every open stage, titled for the terminal", async () => {
    const scene = new Scenario();
    const session = await scene.open();
    scene.runner
      .next(hiddenRun(COUNTS))
      .next(hiddenRun(COUNTS, "s2::test_1"))
      .next(ownRun({ a: "passed" }));
    await session.dispatch({ type: "run", suite: "hidden" });
    await session.dispatch({ type: "run", suite: "hidden" });
    await session.dispatch({ type: "run", suite: "own", select: ["test_solution.py::a"] });
    const [first, second, own] = scene.runner.requests;
    assert.deepEqual(first?.hidden, [{ stage: "s1", title: "Sum and mean", file: "/drill/s1.py" }]);
    assert.deepEqual(
      second?.hidden.map(({ stage }) => stage),
      ["s1", "s2"],
    );
    assert.equal(second?.title, "segment-pool · stage 2");
    assert.deepEqual([second?.files, second?.select], [[], []]);
    assert.equal(own?.title, "segment-pool · stage 2");
    assert.deepEqual([own?.files, own?.select, own?.hidden], [[], ["test_solution.py::a"], []]);
    assert.equal(own?.folder, scene.workbench.folder);
    assert.deepEqual(
      scene.runner.requests.map(({ run }) => run),
      ["r1", "r2", "r3"],
    );
  });

  it("a run records the hashes of the files as they were, and keeps their text", async () => {
    const scene = new Scenario();
    const session = await scene.open();
    scene.workbench.type("solution.py", "x = 1\n");
    scene.runner.next(ownRun({ a: "passed" }));
    await session.dispatch({ type: "run", suite: "own" });
    const snaps = session.state.lastOwn?.snaps ?? {};
    assert.deepEqual(Object.keys(snaps).sort(), ["solution.py", "test_solution.py"]);
    assert.equal(scene.home.attempt().snaps.get(snaps["solution.py"] ?? ""), "x = 1\n");
  });

  it("everybody who watches hears of each change, until they stop watching", async () => {
    const scene = new Scenario();
    const session = await scene.open();
    const seen: (string | null)[] = [];
    const subscription = session.onDidChange(() => seen.push(session.state.running?.run ?? null));
    scene.runner.hold();
    const { done } = await begin(session, { type: "run", suite: "own" });
    assert.equal(seen.at(-1), "r1");
    for (const fact of ownRun({ a: "passed" })(scene.runner.held.request)) scene.runner.held.emit(fact);
    scene.runner.held.end();
    await done;
    assert.equal(seen.at(-1), null);
    subscription.dispose();
    const before = seen.length;
    await session.dispatch({ type: "pause" });
    assert.equal(seen.length, before);
  });

  it("asks for hints until there are none, the weakest first", async () => {
    const scene = new Scenario();
    const session = await scene.open();
    for (let i = 0; i < 4; i++) await session.dispatch({ type: "hint" });
    assert.deepEqual(scene.view.texts, [
      "Hint 1 of 3: Think of one row at a time.",
      "Hint 2 of 3: Look at np.add.at.",
      "Hint 3 of 3: out = np.zeros(n); np.add.at(out, ids, values)",
      "There are no more hints for this drill.",
    ]);
    assert.deepEqual(
      session.state.hints.map(({ id, level }) => [id, level]),
      [
        ["h2", 1],
        ["h1", 2],
        ["h3", 3],
      ],
    );
    assert.equal(scene.home.attempt().summary?.hint_level, 3);
  });

  describe("resets a file", () => {
    it("to its starter while the first stage is open, and can undo that", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      await scene.workbench.replace("solution.py", "a mess\n");
      await session.dispatch({ type: "resetFile", path: "solution.py" });
      assert.equal(await scene.workbench.read("solution.py"), "def segment_sum(values, ids): ...\n");
      scene.workbench.undo();
      assert.equal(await scene.workbench.read("solution.py"), "a mess\n");
    });

    it("with the stubs of the stages that opened since; the tests without", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      scene.runner.next(hiddenRun(COUNTS));
      await session.dispatch({ type: "run", suite: "hidden" });
      const grown = await scene.workbench.read("solution.py");
      await scene.workbench.replace("solution.py", "a mess\n");
      await session.dispatch({ type: "resetFile", path: "solution.py" });
      assert.equal(await scene.workbench.read("solution.py"), grown);
      assert.match(grown ?? "", /^def segment_sum\(values, ids\): \.\.\.\n\n\ndef segment_softmax/);
      await session.dispatch({ type: "resetFile", path: "test_solution.py" });
      assert.equal(await scene.workbench.read("test_solution.py"), "def test_example():\n    assert True\n");
    });

    it("but not one that the drill did not bring", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      await assert.rejects(
        session.dispatch({ type: "resetFile", path: "notes.txt" }),
        human(/notes\.txt is not one/),
      );
    });
  });

  describe("finishes", () => {
    it("with unseen answers: is shown them first, and goes on or finishes", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      await session.dispatch({ type: "finish" });
      assert.equal(session.state.ended, null);
      assert.match(scene.prompt, /Zero\.[\s\S]*Not always\./);
      const message = scene.view.last;
      assert.equal(message?.kind, "warning");
      assert.match(
        message?.text ?? "",
        /^Before you finish: the prompt now shows 2 answers that you had not seen\./,
      );
      const action = message?.actions?.[0];
      assert.deepEqual(
        message?.actions?.map((one) => ("intent" in one ? one.title : one.remedy)),
        ["Finish Now", "openPrompt"],
      );
      scene.runner.next(hiddenRun(COUNTS, "s1::test_1"));
      assert.ok(action && "intent" in action);
      await session.dispatch(action.intent);
      assert.deepEqual(scene.story.slice(-3), [
        "attempt.end submit",
        "run.start hidden",
        "run.end hidden red",
      ]);
    });

    it("at once the second time: the answers were seen", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      await session.dispatch({ type: "finish" });
      scene.runner.next(hiddenRun(COUNTS));
      await session.dispatch({ type: "finish" });
      assert.equal(session.state.ended?.reason, "submit");
    });

    it("and the answers of a stage that opens after that are still to be asked for", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      await session.dispatch({ type: "finish" });
      scene.runner.next(hiddenRun(COUNTS));
      await session.dispatch({ type: "run", suite: "hidden" });
      assert.equal(session.state.stage, "s2");
      assert.doesNotMatch(scene.prompt, /That of the scores\./);
      await session.dispatch({ type: "finish" });
      assert.equal(session.state.ended, null);
      assert.match(scene.view.last?.text ?? "", /shows 1 answer that you had not seen. Read it and go on/);
    });

    it("at once when there is nothing left to see", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      scene.runner.next(hiddenRun(COUNTS, "s1::test_1")).next(hiddenRun(COUNTS, "s1::test_1"));
      await session.dispatch({ type: "run", suite: "hidden" });
      await session.dispatch({ type: "finish" });
      assert.equal(session.state.ended?.reason, "submit");
    });

    it("and no stage opens by the run that Finish starts, and no time passes", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      scene.clock.advance(MINUTE);
      scene.runner.hold();
      const { done } = await begin(session, { type: "finish", anyway: true });
      scene.clock.advance(2 * MINUTE);
      for (const fact of hiddenRun(COUNTS)(scene.runner.held.request)) scene.runner.held.emit(fact);
      scene.runner.held.end();
      await done;
      assert.equal(session.state.stage, "s1");
      assert.notEqual(session.state.stages[0]?.greenAt, null);
      assert.equal(session.now, MINUTE);
      assert.equal(scene.home.attempt().summary?.clock_ms, MINUTE);
    });

    it("and can stop the run that Finish started, but do nothing else", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      scene.runner.hold();
      const { done } = await begin(session, { type: "finish", anyway: true });
      await assert.rejects(session.dispatch({ type: "run", suite: "own" }), human(/has ended/));
      await assert.rejects(session.dispatch({ type: "hint" }), human(/has ended/));
      await session.dispatch({ type: "stop" });
      await done;
      assert.deepEqual(scene.story.slice(-2), ["run.start hidden", "run.end hidden none"]);
    });

    it("from a pause: the pause ends with the attempt and costs nothing", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      scene.clock.advance(MINUTE);
      await session.dispatch({ type: "pause" });
      scene.clock.advance(7 * MINUTE);
      scene.runner.next(hiddenRun(COUNTS));
      await session.dispatch({ type: "finish", anyway: true });
      assert.deepEqual(scene.story.slice(-5, -2), [
        "attempt.pause user",
        "attempt.resume user",
        "attempt.end submit",
      ]);
      assert.equal(scene.home.attempt().summary?.clock_ms, MINUTE);
    });

    it("also when no Python is left to run the hidden tests", async () => {
      const scene = new Scenario();
      const session = await scene.open();
      scene.runner.unready = new HumanError("No Python.");
      await session.dispatch({ type: "finish", anyway: true });
      assert.equal(session.state.ended?.reason, "submit");
      assert.equal(scene.home.attempt().summary?.ended, "submit");
      const message = scene.view.messages.at(-1);
      assert.match(message?.text ?? "", /finished, but its last hidden run could not start\. No Python\./);

      scene.runner.unready = null;
      scene.runner.next(hiddenRun(COUNTS));
      await session.dispatch({ type: "finish", anyway: true });
      assert.equal(session.state.lastHidden?.light, "green");
      await assert.rejects(session.dispatch({ type: "finish" }), human(/has ended/));
    });
  });

  it("gives up: nothing is run, all answers of the open stages are shown, and the attempt is over", async () => {
    const scene = new Scenario();
    const session = await scene.open();
    await session.dispatch({ type: "giveUp" });
    assert.equal(scene.story.at(-1), "attempt.end abandon");
    assert.deepEqual(scene.runner.requests, []);
    assert.match(scene.prompt, /Zero\./);
    await assert.rejects(session.dispatch({ type: "giveUp" }), human(/Start the drill again/));
    await settle();
    assert.equal(scene.home.attempt().summary?.ended, "abandon");
  });
});
