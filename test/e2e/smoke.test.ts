import { strict as assert } from "node:assert";
import { Editor } from "./support/editor.ts";

describe("the installed package", () => {
  let editor: Editor;

  before(async () => {
    editor = await Editor.start();
  });
  after(() => editor.stop());

  it("shows its icon, its side bar and its drills, and asks nothing", async () => {
    const window = await editor.openWindow();
    await window.openSideBar();
    await window.tree("Drills").row("Segment").waitFor();
    await window.shot("first-look");
    assert.deepEqual(editor.questions, []);
  });
});
