import { strict as assert } from "node:assert";
import fs from "node:fs";
import { relative } from "node:path";
import * as vscode from "vscode";
import { openExtension } from "./support/extension.ts";

const READERS = ["readFileSync", "readFile", "openSync", "open", "createReadStream"] as const;

/** Notes every file below `folder` that is opened through `node:fs` until it is told to stop. */
function spyOnReads(folder: string): { readonly seen: Set<string>; stop(): void } {
  const seen = new Set<string>();
  const originals = READERS.map((name) => [name, fs[name]] as const);
  const note = (path: unknown) => {
    if (typeof path === "string" && path.startsWith(folder)) seen.add(relative(folder, path));
  };
  for (const [name, original] of originals) {
    Object.defineProperty(fs, name, {
      configurable: true,
      writable: true,
      value: (...args: unknown[]) => {
        note(args[0]);
        return (original as (...all: unknown[]) => unknown).apply(fs, args);
      },
    });
  }
  return {
    seen,
    stop: () => {
      for (const [name, original] of originals) {
        Object.defineProperty(fs, name, { configurable: true, writable: true, value: original });
      }
    },
  };
}

// Its file sorts before the others of this ring: nothing may have activated the extension yet.
describe("activation", () => {
  it("reads one index file of ours and nothing else", async () => {
    const extension = vscode.extensions.getExtension("pair-drills.pair-drills");
    assert.ok(extension);
    assert.equal(extension.isActive, false, "something activated the extension before this test");
    const spy = spyOnReads(extension.extensionPath);
    try {
      await openExtension();
    } finally {
      spy.stop();
    }
    const files = [...spy.seen].filter((file) => file !== "dist/extension.js" && !file.endsWith(".js.map"));
    assert.deepEqual(files, ["dist/catalogue.json"]);
  });
});
