import { strict as assert } from "node:assert";
import * as vscode from "vscode";

const ID = "pair-drills.pair-drills";

describe("the extension in the editor", () => {
  it("is there, and starts without a problem", async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension, `${ID} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it("registers every command of its manifest", async () => {
    const extension = vscode.extensions.getExtension(ID);
    const commands = await vscode.commands.getCommands(true);
    const declared: { command: string }[] = extension?.packageJSON.contributes.commands;
    assert.ok(declared.length > 0);
    const missing = declared.map(({ command }) => command).filter((command) => !commands.includes(command));
    assert.deepEqual(missing, []);
  });
});
