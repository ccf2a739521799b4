import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { FileAttemptStore } from "../../src/store/attempt-store.ts";
import { lockWorld } from "../../src/store/lock.ts";
import { type OpenedAttempt, openAttempt, referenceFile } from "./support/attempt.ts";
import { until } from "./support/extension.ts";

const execute = vscode.commands.executeCommand;

describe("an attempt in this window", function () {
  this.timeout(60_000);
  let attempt: OpenedAttempt;
  const text = (path: string) => readFileSync(join(attempt.folder, path), "utf8");
  const open = (path: string) => vscode.window.showTextDocument(vscode.Uri.file(join(attempt.folder, path)));

  beforeEach(async () => {
    await execute("workbench.action.closeAllEditors");
    attempt = await openAttempt();
  });

  it("saves what is unsaved before a run, and runs that", async () => {
    const editor = await open("test_solution.py");
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, "def test_unsaved():\n    assert True\n"));
    assert.equal(editor.document.isDirty, true);
    const end = await attempt.run("own");
    assert.deepEqual(
      end.tests.map(({ id }) => id),
      ["test_solution.py::test_unsaved"],
    );
    assert.equal(editor.document.isDirty, false);
  });

  it("opens the next stage in the editor: the stub can be undone", async () => {
    const reference = readFileSync(referenceFile(), "utf8");
    attempt.write("solution.py", reference.slice(0, reference.indexOf("def segment_softmax")));
    await open("solution.py");
    assert.equal((await attempt.run("hidden")).light, "green");
    assert.equal(attempt.session.state.stage, "s2");
    assert.match(text("solution.py"), /def segment_softmax[\s\S]*raise NotImplementedError/);
    assert.match(text("prompt.md"), /## Stage 2/);
    await execute("undo");
    assert.doesNotMatch(vscode.window.activeTextEditor?.document.getText() ?? "", /def segment_softmax/);
  });

  it("resets a file through the editor: Undo has the candidate's text", async () => {
    const editor = await open("solution.py");
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    await editor.edit((edit) => edit.replace(all, "mine = 1\n"));
    await editor.document.save();
    await attempt.session.dispatch({ type: "resetFile", path: "solution.py" });
    assert.match(text("solution.py"), /def segment_sum/);
    await execute("undo");
    assert.equal(vscode.window.activeTextEditor?.document.getText(), "mine = 1\n");
  });

  it("records a run whose terminal was closed as interrupted, and the next run works", async () => {
    attempt.write("test_solution.py", "import time\n\ndef test_long():\n    time.sleep(30)\n");
    const running = execute("pairDrills.runOwnTests");
    await until("the run is on", () =>
      attempt.session.runs.facts.own.some(({ type }) => type === "run.collected"),
    );
    for (const terminal of vscode.window.terminals) if (terminal.name === "Pair Drills") terminal.dispose();
    await running;
    assert.equal(attempt.session.state.lastOwn?.err?.type, "interrupted");
    attempt.write("test_solution.py", "def test_it():\n    assert True\n");
    assert.equal((await attempt.run("own")).light, "green");
  });

  it("stops a run on request", async () => {
    attempt.write("test_solution.py", "import time\n\ndef test_long():\n    time.sleep(30)\n");
    const running = execute("pairDrills.runOwnTests");
    await until("the run is on", () =>
      attempt.session.runs.facts.own.some(({ type }) => type === "run.collected"),
    );
    await execute("pairDrills.stopRun");
    await running;
    assert.deepEqual(
      [attempt.session.state.lastOwn?.light, attempt.session.state.lastOwn?.err?.type],
      ["none", "interrupted"],
    );
  });

  it("writes nothing more once another window has taken over, and can take back", async () => {
    const { access, session } = attempt;
    const id = session.state.start.attempt;
    const other = new FileAttemptStore(access.store.home, lockWorld("another-window"));
    const taken = other.lock(id, true);
    assert.ok(taken.held);
    await until("this window has noticed", () => access.attempt.status === "elsewhere", 15_000);
    await access.attempt.takeOver();
    assert.equal(access.attempt.status, "open");
    taken.lock.dispose();
  });

  it("leaves the candidate's folder to python -m pytest as it is", async () => {
    attempt.write("conftest.py", "import pytest\n\n@pytest.fixture\ndef seven():\n    return 7\n");
    attempt.write("test_solution.py", "def test_fixture(seven):\n    assert seven == 7\n");
    assert.equal((await attempt.run("own")).light, "green");
  });
});
