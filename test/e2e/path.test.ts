import { strict as assert } from "node:assert";
import { Editor } from "./support/editor.ts";
import { eventually } from "./support/eventually.ts";
import { Attempt, arranged, OWN_TESTS, REFERENCE, STAGE_ONE } from "./support/segment-pool.ts";
import type { Window } from "./support/window.ts";

describe("the path of a candidate", function () {
  // Each step stands on the one before.
  this.bail(true);
  let editor: Editor;
  let window: Window;
  let attempt: Attempt;
  let startedAt = 0;
  let asked = 0;

  before(async () => {
    editor = await Editor.start();
    attempt = new Attempt(editor);
  });
  after(() => editor.stop());

  it("starts a drill from the side bar", async () => {
    window = await editor.openWindow();
    await window.openSideBar();
    const drills = window.tree("Drills");
    await drills.row("segments").waitFor();
    await window.shot("path-1-drills");
    asked = editor.questions.length;
    startedAt = performance.now();
    await drills.act("segments", "Start Drill");
    await window.tree("Attempt").row("Stage 1").waitFor({ timeout: 60_000 });
  });

  it("puts solution, tests and prompt side by side, and starts the clock", async () => {
    await arranged(window);
    const [left, right] = await window.editors.tabs();
    assert.deepEqual(left, ["solution.py"]);
    assert.deepEqual(right, ["test_solution.py", "prompt.md"]);
    await window.statusItem(/\d+:\d\d \/ 45:00/).waitFor();
    await window.tree("Attempt").shows(/^Stage 1: .* \d+ checks$/);
    for (const file of [".pair-drills.json", ".vscode/settings.json", "pyproject.toml", "prompt.md"]) {
      assert.ok(attempt.has(file), file);
    }
    await window.shot("path-2-started");
  });

  it("runs the candidate's first test, once the folder is trusted", async () => {
    await window.editors.replaceAll("test_solution.py", OWN_TESTS);
    await window.chord("t");
    await window.dialogs.answer("Do you trust the authors", "Trust Folder");
    await attempt.runs(1);
    assert.deepEqual(attempt.lights(), ["own red"]);
    await window.terminal.shows("2 failed");
    await window.tree("Attempt").row("test_repeated_ids_add_up").waitFor();
    await eventually("the failure is shown at the candidate's line", async () =>
      (await window.editors.inlineTexts("solution.py")).some((text) => text.includes("NotImplementedError")),
    );
    await window.shot("path-3-own-red");
  });

  it("reaches the first green light with one question from the editor at most", async () => {
    await window.editors.replaceAll("solution.py", STAGE_ONE);
    await window.chord("t");
    await attempt.runs(2);
    const seconds = (performance.now() - startedAt) / 1000;
    assert.deepEqual(attempt.lights(), ["own red", "own green"], attempt.facts("r2"));
    await window.terminal.shows("2 passed");
    const questions = editor.questions.slice(asked);
    console.log(
      `  From Start to the first green light: ${questions.length} ${questions.length === 1 ? "question" : "questions"} from the editor (${questions.map(({ kind }) => kind).join(", ")}), ${seconds.toFixed(1)} s.`,
    );
    assert.ok(questions.length <= 1, JSON.stringify(questions, null, 1));
    await window.shot("path-4-own-green");
  });

  it("runs the hidden tests through the terminal, and opens the next stage when they are green", async () => {
    await window.chord("h");
    await attempt.runs(3);
    assert.deepEqual(attempt.lights().slice(-1), ["hidden green"]);
    await window.terminal.shows(/\d+ passed/);
    await eventually(
      "stage 2 is open",
      async () => attempt.types().filter((t) => t === "stage.start").length === 2,
    );
    await eventually("the stub of stage 2 is in the solution", async () =>
      attempt.file("solution.py").includes("def segment_softmax"),
    );
    await window.dialogs.press("Stage 2 is open", "Open Prompt");
    const prompt = await window.webview("Stage 2:");
    assert.match(await prompt.locator("body").innerText(), /What you could have asked/);
    await window.shot("path-5-stage-2");
  });

  it("shows what a red hidden test was given, expected and got, never its source", async () => {
    await window.chord("h");
    await attempt.runs(4);
    assert.deepEqual(attempt.lights().slice(-1), ["hidden red"]);
    const shown = await window.terminal.shows(/\d+ passed .* \d+ failed/);
    assert.doesNotMatch(shown, /case\.(given|check)/);
    await window.tree("Attempt").shows(/^Stage 2: .* 0\/18/);
    await window.shot("path-6-hidden-red");
  });

  it("pauses, shows a hint, and goes on", async () => {
    await window.statusItem(/\/ 45:00/).click();
    await eventually("the clock is paused", async () => attempt.types().at(-1) === "attempt.pause");
    await window.shot("path-7-paused");
    await window.statusItem(/\/ 45:00/).click();
    await window.tree("Attempt").row("Show a hint").click();
    await window.dialogs.notification(/Hint 1 of/).waitFor();
    assert.ok(attempt.types().includes("hint"));
  });

  it("comes back after a reload, with nothing lost", async () => {
    const before = attempt.log();
    await window.reload();
    await window.openSideBar();
    await window.tree("Attempt").row("Stage 2").waitFor({ timeout: 60_000 });
    await eventually("the reload is recorded", async () =>
      attempt
        .log()
        .some((event) => event.type === "attempt.resume" && event.seq === attempt.log().length - 1),
    );
    assert.deepEqual(attempt.log().slice(0, before.length), before);
  });

  it("resets a file, and Undo takes it back", async () => {
    await window.editors.focus("solution.py");
    await window.runCommand("Pair Drills: Reset File to Its Start");
    await window.quickInput.choose("solution.py");
    await eventually("the file is as at the start", async () => {
      const text = attempt.file("solution.py");
      return text.includes("raise NotImplementedError") && !text.includes("np.add.at");
    });
    await window.editors.focus("solution.py");
    await window.page.keyboard.press("Control+Z");
    await eventually("Undo took it back", async () =>
      (await window.editors.text("solution.py")).includes("np."),
    );
    await window.editors.save();
  });

  it("passes every stage and finishes with a summary", async () => {
    await window.editors.replaceAll("solution.py", REFERENCE);
    for (let stage = 2; stage <= 3; stage++) {
      await window.tree("Attempt").row("Run hidden tests").waitFor();
      const before = attempt.lights().length;
      await window.chord("h");
      await attempt.runs(before + 1);
      assert.deepEqual(attempt.lights().slice(-1), ["hidden green"]);
      await window.tree("Attempt").shows(stage === 2 ? /^Stage 3: .* 9 checks$/ : /^Stage 3: .* 9\/9$/);
    }
    await window.tree("Attempt").row("Finish").click();
    const before = attempt.lights().length;
    await eventually("the end is recorded", async () => attempt.types().includes("attempt.end"));
    await attempt.runs(before + 1);
    const summary = await window.webview("All 3 stages are green");
    assert.match(await summary.locator("body").innerText(), /Checks passed/i);
    await window.shot("path-8-summary");
  });

  it("starts over: a new attempt beside the old one", async () => {
    await window.runCommand("Pair Drills: Start Over (New Attempt)");
    await window.quickInput.choose("Open in This Window");
    await window.title("segment-pool-2");
    await window.openSideBar();
    await arranged(window);
    assert.equal(attempt.ids().length, 2);
    await window.tree("Attempt").shows("My tests not run yet");
  });

  it("gives up when asked twice, and keeps everything", async () => {
    await window.runCommand("Pair Drills: Give Up");
    await window.dialogs.answer("Give up this attempt?", "Give Up");
    await window.webview("given up");
    assert.equal(attempt.ids().length, 2);
    await window.shot("path-9-given-up");
  });
});
