import { strict as assert } from "node:assert";
import * as vscode from "vscode";
import type { TestAccess } from "../../../src/extension.ts";

/** Activates the extension and returns what it shows to tests. */
export async function openExtension(): Promise<TestAccess> {
  const extension = vscode.extensions.getExtension<TestAccess | undefined>("pair-drills.pair-drills");
  assert.ok(extension, "the extension is not installed");
  const access = await extension.activate();
  assert.ok(access, "the extension does not know that it is tested");
  return access;
}

/** Asks until the answer is true. @param what completes "… did not happen" */
export async function until(
  what: string,
  ask: () => boolean | Promise<boolean>,
  limitMs = 20_000,
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`within ${limitMs / 1000} s this did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
