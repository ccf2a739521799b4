import { strict as assert } from "node:assert";
import { Editor } from "./support/editor.ts";
import { eventually } from "./support/eventually.ts";
import { Attempt, OWN_TESTS, startDrill } from "./support/segment-pool.ts";
import type { Window } from "./support/window.ts";

describe("coming back", function () {
  // Each step stands on the one before.
  this.bail(true);
  let editor: Editor;
  let attempt: Attempt;
  let window: Window;
  let other: Window;

  before(async () => {
    editor = await Editor.start();
    attempt = new Attempt(editor);
  });
  after(() => editor.stop());

  it("a refused question of trust runs nothing; asked again, the tests run", async () => {
    window = await startDrill(editor);
    await window.editors.replaceAll("test_solution.py", OWN_TESTS);
    await window.chord("t");
    await window.dialogs.answer("Do you trust the authors", "Cancel");
    assert.deepEqual(
      attempt.types().filter((type) => type.startsWith("run.")),
      [],
    );
    await window.chord("t");
    await window.dialogs.answer("Do you trust the authors", "Trust Folder");
    await attempt.runs(1);
    assert.deepEqual(attempt.lights(), ["own red"]);
  });

  it("a second window shows who has the attempt, and writes nothing", async () => {
    const before = attempt.log().length;
    other = await editor.openWindow(attempt.folder);
    await other.openSideBar();
    await eventually("the second window says so", async () =>
      (await other.tree("Attempt").welcome()).includes("open in another window"),
    );
    await other.shot("comeback-1-second-window");
    assert.equal(attempt.log().length, before);
  });

  it("the second window takes over, and the first one lets go", async () => {
    await other.runCommand("Pair Drills: Take Over from the Other Window");
    await other.tree("Attempt").row("Stage 1").waitFor();
    await eventually("the first window has let go", async () =>
      (await window.tree("Attempt").welcome()).includes("open in another window"),
    );
    await window.close();
  });

  it("killed extension hosts lose no run that was reported, and the next window goes on", async () => {
    await other.editors.replaceAll(
      "test_solution.py",
      "import time\n\n\ndef test_first():\n    pass\n\n\ndef test_long():\n    time.sleep(60)\n",
    );
    await other.chord("t");
    await eventually("the run is on", async () => attempt.types().at(-1) === "run.start");
    await other.terminal.shows("collected 2 items", 60_000);
    const before = attempt.log();
    assert.ok((await editor.killExtensionHosts()) > 0);
    await other.close();
    window = await editor.openWindow(attempt.folder);
    await window.openSideBar();
    await window.tree("Attempt").row("Stage 1").waitFor({ timeout: 60_000 });
    const after = attempt.log();
    assert.deepEqual(after.slice(0, before.length), before, "nothing that was flushed is lost");
    assert.deepEqual(attempt.lights(), ["own red", "own none"]);
    assert.deepEqual(
      after.slice(before.length).map(({ type }) => type),
      ["run.end", "attempt.pause", "attempt.resume"],
    );
  });

  it("a closed window stops the clock until the folder is opened again", async () => {
    await window.close();
    await eventually("the pause is recorded", async () => attempt.types().at(-1) === "attempt.pause", 60_000);
    window = await editor.openWindow(attempt.folder);
    await window.openSideBar();
    await window.tree("Attempt").row("Stage 1").waitFor({ timeout: 60_000 });
    assert.equal(attempt.types().at(-1), "attempt.resume");
    await window.chord("t");
    await window.statusItem(/\/ 45:00/).waitFor();
  });
});
