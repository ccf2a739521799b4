import { Editor } from "./editor.ts";

/** Loaded with every browser test: keeps a picture of each window when a test fails. */
afterEach(async function () {
  if (this.currentTest?.state !== "failed") return;
  const name = this.currentTest.fullTitle().replaceAll(/\W+/g, "-").toLowerCase();
  await Promise.all([...Editor.running].map((editor) => editor.shot(`failed-${name}`)));
});
