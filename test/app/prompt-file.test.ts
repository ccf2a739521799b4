import assert from "node:assert/strict";
import { HumanError } from "../../src/app/errors.ts";
import { PromptFile } from "../../src/app/prompt-file.ts";
import { MemoryWorkbench } from "../support/memory-workbench.ts";
import { Scenario, settle } from "../support/scenario.ts";

const FAILURE = new HumanError("prompt.md cannot be written: it is open elsewhere. Close it.");

describe("the prompt's file", () => {
  it("is written once for a text, however often that is asked for", async () => {
    const workbench = new MemoryWorkbench();
    const prompt = new PromptFile(workbench);
    await Promise.all([prompt.show("one"), prompt.show("one")]);
    await prompt.show("one");
    assert.deepEqual(workbench.writes, [{ path: "prompt.md", text: "one" }]);
  });

  it("says the latest text, also when it was asked for while an earlier one was being written", async () => {
    const workbench = new MemoryWorkbench();
    const { promise, resolve } = Promise.withResolvers<void>();
    workbench.gate = promise;
    const prompt = new PromptFile(workbench);
    const all = ["one", "two", "three"].map((text) => prompt.show(text));
    workbench.gate = null;
    resolve();
    await Promise.all(all);
    assert.deepEqual(
      workbench.writes.map(({ text }) => text),
      ["one", "three"],
    );
    assert.equal(workbench.onDisk("prompt.md"), "three");
  });

  it("says the latest text, also right after it was asked for what it says already", async () => {
    const workbench = new MemoryWorkbench();
    const prompt = new PromptFile(workbench);
    await prompt.show("one");
    await Promise.all([prompt.show("one"), prompt.show("two")]);
    assert.equal(workbench.onDisk("prompt.md"), "two");
  });

  it("is tried again after a failure", async () => {
    const workbench = new MemoryWorkbench();
    const prompt = new PromptFile(workbench);
    workbench.failure = FAILURE;
    await assert.rejects(prompt.show("one"), FAILURE);
    workbench.failure = null;
    await prompt.show("one");
    assert.equal(workbench.onDisk("prompt.md"), "one");
  });

  it("that cannot be written is told once and stops nothing else; it is written when it can be", async () => {
    const scene = new Scenario();
    scene.workbench.failure = FAILURE;
    const session = await scene.open();
    await session.dispatch({ type: "pause" });
    scene.clock.advance(60_000);
    await session.dispatch({ type: "resume" });
    await settle();
    assert.deepEqual(scene.view.messages, [{ kind: "error", text: FAILURE.message }]);
    assert.equal(session.state.paused, null);
    scene.workbench.failure = null;
    scene.clock.advance(5_000);
    await settle();
    assert.match(scene.prompt, /^# Pool ragged rows/);
  });
});
